import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Configuration, StoreConfiguration, TlsConfiguration } from "./Configuration.ts";
import { ConfigurationError, type ConfigurationFault } from "./ConfigurationError.ts";
import { isLoopback } from "./isLoopback.ts";
import type { SettingName } from "./settings.ts";
import { unknownSettings } from "./unknownSettings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and gathers what is wrong with them. */
interface Reader {
  text(name: SettingName): string | undefined;
  integer(name: SettingName, range: { fallback: number; minimum: number; maximum: number }): number;
  fault(name: SettingName, message: string): void;
}

/**
 * Reads and checks the whole configuration (OPS-03).
 *
 * @param environment the environment variables, usually `process.env`
 * @throws {ConfigurationError} when anything is wrong; it lists every fault, not only the first
 */
export function readConfiguration(environment: Environment): Configuration {
  const faults: ConfigurationFault[] = unknownSettings(environment);
  const read = createReader(environment, faults);
  const host = read.text("GATEHOUSE_HOST") ?? "127.0.0.1";
  const dataDirectory = resolve(read.text("GATEHOUSE_DATA_DIR") ?? "./data");
  const configuration: Configuration = {
    port: read.integer("GATEHOUSE_PORT", { fallback: 9443, minimum: 0, maximum: 65_535 }),
    host,
    dataDirectory,
    store: readStore(read, dataDirectory),
    adminPassword: readAdminPassword(read),
    ...readLimits(read),
    tls: readTls(read, host),
  };
  if (faults.length > 0) throw new ConfigurationError(faults);
  return configuration;
}

function createReader(environment: Environment, faults: ConfigurationFault[]): Reader {
  const fault = (name: SettingName, message: string): void => {
    faults.push({ name, message });
  };
  const text = (name: SettingName): string | undefined => {
    const value = environment[name];
    if (value !== "") return value;
    fault(name, "It is set to an empty text. Give it a value or remove it.");
    return undefined;
  };
  return {
    fault,
    text,
    integer(name, { fallback, minimum, maximum }) {
      const value = text(name);
      if (value === undefined) return fallback;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= minimum && number <= maximum) return number;
      fault(name, `It must be a whole number from ${minimum} to ${maximum}, not ${JSON.stringify(value)}.`);
      return fallback;
    },
  };
}

/** SES-09: 30 <= idle <= absolute <= 86,400 seconds. */
function readLimits(read: Reader): Pick<Configuration, "idleTimeoutSeconds" | "absoluteTimeoutSeconds"> {
  const bounds = { minimum: 30, maximum: 86_400 };
  const idleTimeoutSeconds = read.integer("GATEHOUSE_IDLE_TIMEOUT_SECONDS", { fallback: 1800, ...bounds });
  const absoluteTimeoutSeconds = read.integer("GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS", {
    fallback: 43_200,
    ...bounds,
  });
  if (idleTimeoutSeconds > absoluteTimeoutSeconds) {
    const message = `It must not be longer than GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS (${absoluteTimeoutSeconds}), but is ${idleTimeoutSeconds}.`;
    read.fault("GATEHOUSE_IDLE_TIMEOUT_SECONDS", message);
  }
  return { idleTimeoutSeconds, absoluteTimeoutSeconds };
}

function readStore(read: Reader, dataDirectory: string): StoreConfiguration {
  const url = read.text("GATEHOUSE_STORE_URL") ?? "sqlite:";
  if (url === "memory:") return { kind: "memory" };
  if (!url.startsWith("sqlite:")) {
    const scheme = url.split(":", 1)[0]?.slice(0, 20);
    read.fault(
      "GATEHOUSE_STORE_URL",
      `There is no store of kind "${scheme}". Use sqlite:, sqlite:<path> or memory:.`,
    );
  }
  return { kind: "sqlite", file: resolve(dataDirectory, url.slice("sqlite:".length) || "sessions.db") };
}

function readAdminPassword(read: Reader): string | undefined {
  const password = read.text("GATEHOUSE_ADMIN_PASSWORD");
  const file = read.text("GATEHOUSE_ADMIN_PASSWORD_FILE");
  if (password !== undefined && file !== undefined) {
    read.fault("GATEHOUSE_ADMIN_PASSWORD_FILE", "GATEHOUSE_ADMIN_PASSWORD is set too. Keep one of them.");
  }
  return file === undefined ? password : readPasswordFile(read, file);
}

function readPasswordFile(read: Reader, file: string): string | undefined {
  try {
    const password = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    if (password !== "") return password;
    read.fault("GATEHOUSE_ADMIN_PASSWORD_FILE", `${file} is empty. Write the password into it.`);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    read.fault("GATEHOUSE_ADMIN_PASSWORD_FILE", `${file} cannot be read (${reason}).`);
  }
  return undefined;
}

function readTls(read: Reader, host: string): TlsConfiguration {
  const mode = read.text("GATEHOUSE_TLS") ?? "on";
  const certificateFile = read.text("GATEHOUSE_TLS_CERT_FILE");
  const keyFile = read.text("GATEHOUSE_TLS_KEY_FILE");
  if (mode !== "on" && mode !== "off")
    read.fault("GATEHOUSE_TLS", `It must be on or off, not ${JSON.stringify(mode)}.`);
  if (mode === "off") {
    if (!isLoopback(host)) {
      read.fault(
        "GATEHOUSE_TLS",
        `Plain HTTP is served on a loopback address only, and GATEHOUSE_HOST is ${host}.`,
      );
    }
    return { kind: "off" };
  }
  if (certificateFile !== undefined && keyFile !== undefined) {
    return { kind: "files", certificateFile: resolve(certificateFile), keyFile: resolve(keyFile) };
  }
  if (certificateFile !== undefined)
    read.fault("GATEHOUSE_TLS_KEY_FILE", "The certificate is set, its key is not.");
  if (keyFile !== undefined) read.fault("GATEHOUSE_TLS_CERT_FILE", "The key is set, its certificate is not.");
  return { kind: "selfSigned" };
}
