import type { Clock } from "@gatehouse/sessions";
import { type Logger as PinoLogger, pino } from "pino";
import { escapeUnprintable, type LineQueue } from "./createLineQueue.ts";
import { createScrubber, type Scrub } from "./createScrubber.ts";
import { toLoggable } from "./toLoggable.ts";

/** Options of `createLogger`. */
interface LoggerOptions {
  readonly level: LogLevel;
  /** The queue of lines; a full one drops them. */
  readonly queue: Pick<LineQueue, "push">;
  readonly clock: Clock;
  /** Secrets of the configuration, taken out of every text. */
  readonly knownSecrets?: readonly string[];
}

/** Facts beside the message. Errors may have any name, usually `error`. */
type LogFacts = Readonly<Record<string, unknown>> & {
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

/**
 * Makes the operating log: pino behind the narrow `Logger`, one line of JSON for each record, without secrets (LOG-02)
 * and without anything that breaks a line or a terminal (LOG-04).
 */
export function createLogger({ level, queue, clock, knownSecrets }: LoggerOptions): Logger {
  const scrub = createScrubber(knownSecrets);
  const destination = {
    write(record: string): void {
      queue.push(escapeUnprintable(record.trimEnd()), "ordinary");
    },
  };
  const base = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(clock.nowMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // Facts are plain data by then; pino must not look for errors or fill in formats by itself.
      serializers: {},
    },
    destination,
  );
  return wrap(base, scrub);
}

function wrap(target: PinoLogger, scrub: Scrub): Logger {
  const at =
    (level: "debug" | "info" | "warn" | "error" | "fatal") => (message: string, facts?: LogFacts) => {
      if (!target.isLevelEnabled(level)) return;
      target[level]({ ...clean(facts, scrub), msg: scrub(message) });
    };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    fatal: at("fatal"),
    child: (facts) => wrap(target.child(clean(facts, scrub)), scrub),
    isEnabled: (level) => target.isLevelEnabled(level),
  };
}

function clean(facts: LogFacts | undefined, scrub: Scrub): Record<string, unknown> {
  return facts === undefined ? {} : { ...(toLoggable({ ...facts }, scrub) as Record<string, unknown>) };
}
