/** What is told beside the message. Errors stand under any name, usually `error`. */
export type LogFacts = Readonly<Record<string, unknown>> & {
  readonly level?: never;
  readonly time?: never;
  readonly msg?: never;
};

/** How much is logged: one level and everything above it. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "fatal" | "silent";

/**
 * Writes the operating log: what an operator needs to know, one JSON object in a line.
 *
 * Messages are fixed texts; everything that varies is a fact. Facts lose secrets on the way (see `toLoggable`), which
 * is a safety net: do not hand in secrets.
 */
export interface Logger {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
  /** For what ends the process. */
  fatal(message: string, facts?: LogFacts): void;
  /** A logger that adds facts to every line, such as `requestId`. */
  child(facts: LogFacts): Logger;
  /** Whether lines of this level are written, for callers that would have to work for their facts. */
  isEnabled(level: Exclude<LogLevel, "silent">): boolean;
}
