import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Configuration, StoreConfiguration, TlsConfiguration } from "./Configuration.ts";
import { ConfigurationError, type ConfigurationFault } from "./ConfigurationError.ts";
import { createSettingsReader, type Environment, type SettingsReader } from "./createSettingsReader.ts";
import { isLoopback } from "./isLoopback.ts";
import { readAudit } from "./readAudit.ts";
import { readLogLevel } from "./readLogLevel.ts";
import { readManagement } from "./readManagement.ts";
import { readTrustedProxies } from "./readTrustedProxies.ts";
import { readVsphere } from "./readVsphere.ts";
import { unknownSettings } from "./unknownSettings.ts";

/**
 * Reads and checks the whole configuration (OPS-03).
 *
 * @param environment the environment variables, usually `process.env`
 * @throws {ConfigurationError} when anything is wrong; it lists every fault, not only the first
 */
export function readConfiguration(environment: Environment): Configuration {
  const faults: ConfigurationFault[] = unknownSettings(environment);
  const read = createSettingsReader(environment, faults);
  const host = read.text("GATEHOUSE_HOST") ?? "127.0.0.1";
  const dataDirectory = resolve(read.text("GATEHOUSE_DATA_DIR") ?? "./data");
  const port = read.integer("GATEHOUSE_PORT", { fallback: 9443, minimum: 0, maximum: 65_535 });
  const configuration: Configuration = {
    port,
    host,
    trustedProxies: readTrustedProxies(read),
    dataDirectory,
    store: readStore(read, dataDirectory),
    adminPassword: readAdminPassword(read),
    ...readLimits(read),
    ...readCaps(read),
    tls: readTls(read, host),
    logLevel: readLogLevel(read),
    audit: readAudit(read, dataDirectory),
    management: readManagement(read, port),
    vsphere: readVsphere(read),
  };
  if (faults.length > 0) throw new ConfigurationError(faults);
  return configuration;
}

/** SES-09: 30 <= idle <= absolute <= 86,400 seconds. */
function readLimits(
  read: SettingsReader,
): Pick<Configuration, "idleTimeoutSeconds" | "absoluteTimeoutSeconds"> {
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

/** SES-12, SES-13: how many sessions there may be, of one user and in all. */
function readCaps(read: SettingsReader): Pick<Configuration, "sessionsPerUser" | "sessionsInAll"> {
  const sessionsPerUser = read.integer("GATEHOUSE_MAX_SESSIONS_PER_USER", {
    fallback: 16,
    minimum: 1,
    maximum: 10_000,
  });
  const sessionsInAll = read.integer("GATEHOUSE_MAX_SESSIONS", {
    fallback: 100_000,
    minimum: 1,
    maximum: 1_000_000,
  });
  if (sessionsPerUser > sessionsInAll) {
    const message = `It must not be more than GATEHOUSE_MAX_SESSIONS (${sessionsInAll}), but is ${sessionsPerUser}.`;
    read.fault("GATEHOUSE_MAX_SESSIONS_PER_USER", message);
  }
  return { sessionsPerUser, sessionsInAll };
}

const DEFAULT_STORE_FILE = "sessions.db";

function readStore(read: SettingsReader, dataDirectory: string): StoreConfiguration {
  const url = read.text("GATEHOUSE_STORE_URL") ?? "sqlite:";
  if (url === "memory:") return { kind: "memory", file: resolve(dataDirectory, DEFAULT_STORE_FILE) };
  if (!url.startsWith("sqlite:")) {
    const scheme = url.split(":", 1)[0]?.slice(0, 20);
    read.fault(
      "GATEHOUSE_STORE_URL",
      `There is no store of kind "${scheme}". Use sqlite:, sqlite:<path> or memory:.`,
    );
  }
  return { kind: "sqlite", file: resolve(dataDirectory, url.slice("sqlite:".length) || DEFAULT_STORE_FILE) };
}

function readAdminPassword(read: SettingsReader): string | undefined {
  const password = read.text("GATEHOUSE_ADMIN_PASSWORD");
  const file = read.text("GATEHOUSE_ADMIN_PASSWORD_FILE");
  if (password !== undefined && file !== undefined) {
    read.fault("GATEHOUSE_ADMIN_PASSWORD_FILE", "GATEHOUSE_ADMIN_PASSWORD is set too. Keep one of them.");
  }
  return file === undefined ? password : readPasswordFile(read, file);
}

function readPasswordFile(read: SettingsReader, file: string): string | undefined {
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

function readTls(read: SettingsReader, host: string): TlsConfiguration {
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
