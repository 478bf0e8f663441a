import { isLoopback } from "../../config/isLoopback.ts";
import { checkPort } from "./checkApi.ts";
import { type DoctorScene, fail, needsSettings, type Observation, ok, warn } from "./Finding.ts";

const TIMEOUT_MILLISECONDS = 5000;

/** Whether monitors are answered, or could be. */
export async function checkMonitors({ server, configuration }: DoctorScene): Promise<Observation> {
  if (server !== undefined) {
    return server.managementOrigin === undefined ? off : checkReady(server.managementOrigin);
  }
  if (configuration === undefined) return needsSettings;
  const { management } = configuration;
  if (management.kind === "off") return off;
  const port = await checkPort(management, "GATEHOUSE_MANAGEMENT_PORT");
  if (port.status !== "ok" || isLoopback(management.host)) return port;
  return warn(
    `${port.message}, for everybody who reaches this machine`,
    "It is plain HTTP without sign-in: keep strangers away with a firewall, or set GATEHOUSE_MANAGEMENT_HOST.",
  );
}

const off = ok("switched off");

async function checkReady(origin: string): Promise<Observation> {
  const reachable = origin.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
  try {
    const response = await fetch(`${reachable}/readyz`, {
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (response.ok) return ok(`${origin}/readyz says ready`);
    const text = (await response.text()).trim().slice(0, 200);
    return fail(`${origin}/readyz says ${response.status}: ${text}`, "Look into the log of the server.");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`${origin} does not answer: ${reason}`, "Look into the log of the server, and restart it.");
  }
}
