import { readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { type AddressBlock, isLoopback, parseAddressBlock } from "../http/createAddressReader.ts";
import type { LogLevel } from "../logging/createLogger.ts";
import type {
  AuditConfiguration,
  Configuration,
  ManagementConfiguration,
  StoreConfiguration,
  TlsConfiguration,
} from "./Configuration.ts";
import {
  ConfigurationError,
  type ConfigurationFault,
  createSettingsReader,
  type Environment,
  type SettingsReader,
} from "./createSettingsReader.ts";
import { findSharedFiles } from "./findTrustProblems.ts";
import { readVsphere } from "./readVsphere.ts";
import { settings } from "./settings.ts";

const levels: Readonly<Record<LogLevel, true>> = {
  debug: true,
  info: true,
  warn: true,
  error: true,
  fatal: true,
  silent: true,
};

const DEFAULT_PORT = 9464;

const MOST_WORKERS = 64;

const PREFIX = "GATEHOUSE_";

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
    workers: readWorkers(read),
    dataDirectory,
    store: readStore(read, dataDirectory),
    adminPassword: readAdminPassword(read),
    ...readLimits(read),
    ...readCaps(read),
    tls: readTls(read, host),
    console: readConsole(read),
    logLevel: readLogLevel(read),
    audit: readAudit(read, dataDirectory),
    management: readManagement(read, port),
    vsphere: readVsphere(read),
  };
  if (faults.length === 0) faults.push(...findSharedFiles(configuration, environment));
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

function readWorkers(read: SettingsReader): number {
  if (read.text("GATEHOUSE_WORKERS") === "auto") return Math.min(MOST_WORKERS, availableParallelism());
  return read.integer("GATEHOUSE_WORKERS", { fallback: 1, minimum: 1, maximum: MOST_WORKERS });
}

const DEFAULT_STORE_FILE = "sessions.db";

function readStore(read: SettingsReader, dataDirectory: string): StoreConfiguration {
  const url = read.text("GATEHOUSE_STORE_URL") ?? "sqlite:";
  const cacheBytes = read.integer("GATEHOUSE_SESSION_CACHE_BYTES", {
    fallback: 67_108_864,
    minimum: 0,
    maximum: 17_179_869_184,
  });
  const inDirectory = (file: string) => ({
    file: resolve(dataDirectory, file || DEFAULT_STORE_FILE),
    cacheBytes,
  });
  if (url === "memory:") return { kind: "memory", ...inDirectory("") };
  if (!url.startsWith("sqlite:")) {
    const scheme = url.split(":", 1)[0]?.slice(0, 20);
    read.fault(
      "GATEHOUSE_STORE_URL",
      `There is no store of kind "${scheme}". Use sqlite:, sqlite:<path> or memory:.`,
    );
  }
  return { kind: "sqlite", ...inDirectory(url.slice("sqlite:".length)) };
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
    // A device or a pipe might never end.
    if (!statSync(file).isFile()) {
      read.fault("GATEHOUSE_ADMIN_PASSWORD_FILE", `${file} is no regular file. Write the password into one.`);
      return undefined;
    }
    const password = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    if (password !== "") return password;
    read.fault("GATEHOUSE_ADMIN_PASSWORD_FILE", `${file} is empty. Write the password into it.`);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    read.fault("GATEHOUSE_ADMIN_PASSWORD_FILE", `${file} cannot be read (${reason}).`);
  }
  return undefined;
}

function readConsole(read: SettingsReader): boolean {
  const mode = read.text("GATEHOUSE_CONSOLE") ?? "on";
  if (mode !== "on" && mode !== "off")
    read.fault("GATEHOUSE_CONSOLE", `It must be on or off, not ${JSON.stringify(mode)}.`);
  return mode === "on";
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

/** Reads where the audit trail goes. @param dataDirectory absolute path */
function readAudit(read: SettingsReader, dataDirectory: string): AuditConfiguration {
  const place = read.text("GATEHOUSE_AUDIT") ?? "audit.log";
  const chain = read.text("GATEHOUSE_AUDIT_CHAIN");
  const maxBytes = read.integer("GATEHOUSE_AUDIT_MAX_BYTES", {
    fallback: 10 * 1024 * 1024,
    minimum: 65_536,
    maximum: 999_999_999,
  });
  const keepFiles = read.integer("GATEHOUSE_AUDIT_KEEP_FILES", { fallback: 10, minimum: 1, maximum: 999 });
  if (chain !== undefined && chain !== "on" && chain !== "off") {
    read.fault("GATEHOUSE_AUDIT_CHAIN", `It must be on or off, not ${JSON.stringify(chain)}.`);
  }
  if (place !== "stdout") {
    return {
      kind: "file",
      file: resolve(dataDirectory, place),
      maxBytes,
      keepFiles,
      chained: chain !== "off",
    };
  }
  if (chain === "on") {
    const message =
      "The audit trail can be chained only when it goes to a file, and GATEHOUSE_AUDIT is stdout.";
    read.fault("GATEHOUSE_AUDIT_CHAIN", message);
  }
  return { kind: "stdout" };
}

/** Reads how much is logged. */
function readLogLevel(read: SettingsReader): LogLevel {
  const value = read.text("GATEHOUSE_LOG_LEVEL") ?? "info";
  if (isLogLevel(value)) return value;
  const message = `It must be debug, info, warn, error, fatal or silent, not ${JSON.stringify(value)}.`;
  read.fault("GATEHOUSE_LOG_LEVEL", message);
  return "info";
}

function isLogLevel(value: string): value is LogLevel {
  return Object.hasOwn(levels, value);
}

/** Reads where the listener for monitors listens. @param apiPort the port of the API */
function readManagement(read: SettingsReader, apiPort: number): ManagementConfiguration {
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

/** Reads the list of proxies that are trusted about a caller's address (NET-16). */
function readTrustedProxies(read: SettingsReader): readonly AddressBlock[] {
  const list = read.text("GATEHOUSE_TRUSTED_PROXIES");
  if (list === undefined) return [];
  const entries = list.split(",").map((entry) => entry.trim());
  return entries.flatMap((entry) => {
    const block = parseAddressBlock(entry);
    if (block !== undefined) return [block];
    const message = `${JSON.stringify(entry.slice(0, 60))} is no address or block. Write them as 10.0.0.5, 10.0.0.0/8 or 2001:db8::/32, with commas between; names and /0 are not taken.`;
    read.fault("GATEHOUSE_TRUSTED_PROXIES", message);
    return [];
  });
}

/**
 * Finds environment variables that look like settings and are none, each with the nearest known name.
 *
 * A misspelt limit that is silently ignored leaves an operator believing in a limit that is not there (OPS-03).
 */
function unknownSettings(environment: Readonly<Record<string, string | undefined>>): ConfigurationFault[] {
  const known = Object.keys(settings);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => {
      const nearest = known.find((candidate) => candidate.startsWith(name)) ?? closest(name, known);
      const near = nearest.startsWith(name) || distance(name, nearest) <= (name.length - PREFIX.length) / 2;
      const advice = near ? `Did you mean ${nearest}?` : "Remove it; docs/settings.md lists all settings.";
      return { name, message: `There is no setting of this name. ${advice}` };
    });
}
