import type { LogLevel } from "../logging/Logger.ts";
import type { SettingsReader } from "./createSettingsReader.ts";

const levels: Readonly<Record<LogLevel, true>> = {
  debug: true,
  info: true,
  warn: true,
  error: true,
  fatal: true,
  silent: true,
};

/** Reads how much is logged. */
export function readLogLevel(read: SettingsReader): LogLevel {
  const value = read.text("GATEHOUSE_LOG_LEVEL") ?? "info";
  if (isLogLevel(value)) return value;
  const message = `It must be debug, info, warn, error, fatal or silent, not ${JSON.stringify(value)}.`;
  read.fault("GATEHOUSE_LOG_LEVEL", message);
  return "info";
}

function isLogLevel(value: string): value is LogLevel {
  return Object.hasOwn(levels, value);
}
