import type { ManagementConfiguration } from "./Configuration.ts";
import type { SettingsReader } from "./createSettingsReader.ts";

const DEFAULT_PORT = 9464;

/** Reads where the listener for monitors listens. @param apiPort the port of the API */
export function readManagement(read: SettingsReader, apiPort: number): ManagementConfiguration {
  const value = read.text("GATEHOUSE_MANAGEMENT_PORT") ?? String(DEFAULT_PORT);
  const host = read.text("GATEHOUSE_MANAGEMENT_HOST") ?? "127.0.0.1";
  if (value === "off") return { kind: "off" };
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port <= 65_535)) {
    const message = `It must be a whole number from 0 to 65535, or off, not ${JSON.stringify(value)}.`;
    read.fault("GATEHOUSE_MANAGEMENT_PORT", message);
    return { kind: "off" };
  }
  if (port !== 0 && port === apiPort) {
    read.fault(
      "GATEHOUSE_MANAGEMENT_PORT",
      `It must be a port of its own, and GATEHOUSE_PORT is ${port} too.`,
    );
  }
  return { kind: "on", port, host };
}
