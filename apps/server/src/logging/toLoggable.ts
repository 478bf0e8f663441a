import { shorten } from "./createLineQueue.ts";
import { REDACTED, type Scrub } from "./createScrubber.ts";

/** An error in a log. */
interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** The stack frames, innermost first. */
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
  /** The first errors of an `AggregateError`. */
  readonly errors?: readonly ErrorDescription[];
}

const LONGEST_MESSAGE = 1000;
const MOST_FRAMES = 20;
const DEEPEST_CAUSE = 5;
const MOST_ERRORS = 5;

/** Built-in errors quote what they stumbled over: `JSON.parse` a piece of the body, argument checks the value. */
const QUOTING_TYPES = new Set([
  "SyntaxError",
  "TypeError",
  "RangeError",
  "URIError",
  "EvalError",
  "ReferenceError",
]);

/** The one message of theirs whose quotes hold a name from code. */
const MISSING_PROPERTY =
  /^Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '[\w$]{1,64}'\)$/;

/** From the first quote to the last: what is quoted may hold quotes itself. */
const QUOTED = /["'`][\s\S]*["'`]/;
const RECEIVED = / Received [\s\S]*$/;

interface Walk {
  readonly scrub: Scrub;
  readonly depth: number;
}

const LONGEST_TEXT = 2000;
const MOST_ENTRIES = 50;
const DEEPEST = 5;

/** Names of facts that hold a secret, independent of the value. */
const SECRET_NAME =
  /pass(?:word|wd|phrase)|secret|token|authorization|cookie|credential|api-?key|private-?key|^key$|^pem$|^cert$/i;

/**
 * Turns a fact of a log record into plain JSON without secrets (LOG-02). Entries whose name suggests a secret are
 * redacted, texts are scrubbed and shortened, and errors are described. Other objects than plain objects and arrays are
 * replaced by the name of their type.
 */
export function toLoggable(value: unknown, scrub: Scrub): unknown {
  return walk(value, scrub, 0);
}

function walk(value: unknown, scrub: Scrub, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return shorten(scrub(value), LONGEST_TEXT);
    case "number":
    case "boolean":
    case "undefined":
      return value;
    case "bigint":
      return value.toString();
    case "object":
      return value === null ? null : walkObject(value, scrub, depth);
    default:
      return `[${typeof value}]`;
  }
}

function walkObject(value: object, scrub: Scrub, depth: number): unknown {
  if (value instanceof Error) return describeError(value, scrub);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[Date]" : value.toISOString();
  if (depth >= DEEPEST) return "[…]";
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((entry) => walk(entry, scrub, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    return `[${shorten(value.constructor?.name ?? "object", 60)}]`;
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  return Object.fromEntries(
    entries.map(([name, entry]) => [
      shorten(name, 100),
      SECRET_NAME.test(name) && entry !== undefined ? REDACTED : walk(entry, scrub, depth + 1),
    ]),
  );
}

/**
 * Describes an error and its causes for a log without the secrets that errors like to quote (LOG-02).
 *
 * Of an error only type, code, message and stack are taken; other properties (request options, parsed input) never
 * are. The message is scrubbed, and in built-in errors everything quoted is blanked. The first line of a stack repeats
 * the message and is left out.
 */
export function describeError(error: unknown, scrub: Scrub): ErrorDescription {
  return describe(error, { scrub, depth: 0 });
}

function describe(error: unknown, walk: Walk): ErrorDescription {
  if (!(error instanceof Error))
    return { type: typeof error, message: "Something that is not an error was thrown." };
  const type = shorten(typeof error.name === "string" ? error.name : "Error", 100);
  const code = codeOf(error);
  const stack = framesOf(error, walk.scrub);
  const deeper = { ...walk, depth: walk.depth + 1 };
  const goOn = deeper.depth < DEEPEST_CAUSE;
  return {
    type,
    message: messageOf(error, { type, code, scrub: walk.scrub }),
    ...(code === undefined ? {} : { code }),
    ...(stack.length === 0 ? {} : { stack }),
    ...(goOn && error.cause !== undefined ? { cause: describe(error.cause, deeper) } : {}),
    ...(goOn && error instanceof AggregateError
      ? { errors: error.errors.slice(0, MOST_ERRORS).map((one) => describe(one, deeper)) }
      : {}),
  };
}

function messageOf(error: Error, facts: { type: string; code: string | undefined; scrub: Scrub }): string {
  const quotes = QUOTING_TYPES.has(facts.type) || facts.code?.startsWith("ERR_");
  const message = String(error.message);
  return shorten(facts.scrub(quotes ? withoutQuotes(message) : message), LONGEST_MESSAGE);
}

function withoutQuotes(message: string): string {
  if (MISSING_PROPERTY.test(message)) return message;
  return message.replace(RECEIVED, "").replace(QUOTED, "'…'");
}

function codeOf(error: Error): string | undefined {
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[\w.-]{1,64}$/.test(code) ? code : undefined;
}

function framesOf(error: Error, scrub: Scrub): readonly string[] {
  if (typeof error.stack !== "string") return [];
  const lines = error.stack.split("\n").filter((line) => /^\s+at /.test(line));
  return lines.slice(0, MOST_FRAMES).map((line) => {
    // The address of a module that came as text is that text.
    const frame = line
      .trim()
      .slice("at ".length)
      .replace(/data:\S*/g, "data:…");
    return shorten(scrub(frame), 300);
  });
}
