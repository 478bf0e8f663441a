import { REDACTED, type Scrub } from "./createScrubber.ts";
import { describeError } from "./describeError.ts";
import { shorten } from "./shorten.ts";

const LONGEST_TEXT = 2000;
const MOST_ENTRIES = 50;
const DEEPEST = 5;

/** Names of facts that hold a secret, whatever the value looks like. */
const SECRET_NAME =
  /pass(?:word|wd|phrase)|secret|token|authorization|cookie|credential|api-?key|private-?key|^key$|^pem$|^cert$/i;

/**
 * Turns a fact of a log record into plain JSON without secrets (LOG-02): entries with a telling name are blanked,
 * texts are scrubbed and shortened, errors described; of anything but plain objects and arrays only the type is named.
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
