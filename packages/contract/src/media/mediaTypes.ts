import type { MediaType } from "../Contract.ts";

/** A media type or media range (RFC 9110, 8.3.1 and 12.5.1). */
export interface ParsedMediaType {
  /** `type/subtype`, lower case; `*` stands for any. */
  readonly essence: string;
  /** By lower-case name; values as they are, without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A token of HTTP (RFC 9110, 5.6.2). */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const ESSENCE = new RegExp(`^[ \\t]*(${TOKEN}/${TOKEN})[ \\t]*(?=;|$)`);
/** A parameter, or nothing between two semicolons (RFC 9110, 5.6.6). */
const PARAMETER = new RegExp(
  `;[ \\t]*(?:(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)")[ \\t]*)?(?=;|$)`,
  "y",
);
const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/**
 * Reads a media type or media range. Names are compared without case, so they come in lower case; values stay as they
 * are, and the first one of a name counts.
 *
 * @returns `undefined` when the text is none
 */
export function parseMediaType(text: string): ParsedMediaType | undefined {
  const found = ESSENCE.exec(text);
  if (found === null) return undefined;
  const [whole, name = ""] = found;
  const essence = name.toLowerCase();
  if (whole.length === text.length) return { essence, parameters: NO_PARAMETERS };
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = whole.length;
  while (PARAMETER.lastIndex < text.length) {
    const parameter = PARAMETER.exec(text);
    if (parameter === null) return undefined;
    const [, key, token, quoted = ""] = parameter;
    const lower = key?.toLowerCase();
    if (lower === undefined || parameters.has(lower)) continue;
    parameters.set(lower, token ?? quoted.replaceAll(/\\(.)/g, "$1"));
  }
  return { essence, parameters };
}

/** Whether bodies of a media type are JSON (RFC 8259; RFC 6839, 3.1 for the suffix). */
export function isJsonMediaType(essence: string): boolean {
  return essence === "application/json" || essence === "text/json" || essence.endsWith("+json");
}

/**
 * How specific a media range is for a media type: 0 does not cover it, then the range of all types, `type/*`, the type
 * itself, and the type with the most parameters (RFC 9110, 12.5.1; OpenAPI 3.1, 4.8.14).
 */
function specificity(range: ParsedMediaType, actual: ParsedMediaType): number {
  if (range.essence === actual.essence || range.essence === "*/*" || isTypeRange(range, actual)) {
    for (const [name, value] of range.parameters) if (!meetsParameter(name, value, actual)) return 0;
    const base = range.essence === "*/*" ? 1 : range.essence === actual.essence ? 3 : 2;
    const isImplied = range.parameters.has("charset") && !actual.parameters.has("charset");
    // What the message does not say is met, and makes the range no better than the same one without it.
    return base * MOST_PARAMETERS + range.parameters.size - (isImplied ? 1.5 : 0);
  }
  return 0;
}

const MOST_PARAMETERS = 1000;

function isTypeRange({ essence }: ParsedMediaType, actual: ParsedMediaType): boolean {
  return essence.endsWith("/*") && actual.essence.startsWith(essence.slice(0, -1));
}

/** A message need not repeat UTF-8. */
function meetsParameter(name: string, wanted: string, { parameters }: ParsedMediaType): boolean {
  const value = parameters.get(name) ?? (name === "charset" ? "utf-8" : undefined);
  return value !== undefined && comparedValue(name, value) === comparedValue(name, wanted);
}

/** A charset is compared without case (RFC 9110, 8.3.2). */
function comparedValue(name: string, value: string): string {
  return name === "charset" ? value.toLowerCase() : value;
}

/** A text that two media types or ranges share where they are the same in two spellings. */
export function canonicalMediaType({ essence, parameters }: ParsedMediaType): string {
  const values = [...parameters].map(([name, value]) => [name, comparedValue(name, value)]);
  return JSON.stringify([essence, values.sort()]);
}

/** Finds the media range that covers a media type best; `undefined` where none does. */
export type MediaTypeMatcher = (actual: ParsedMediaType) => string | undefined;

/** Makes the matcher of a list of media ranges, such as the keys of a `content` map. */
export function createMediaTypeMatcher(ranges: Iterable<string>): MediaTypeMatcher {
  const parsed = [...ranges].flatMap((key) => {
    const range = parseMediaType(key);
    return range === undefined ? [] : [{ key, range }];
  });
  return (actual) => {
    let best: string | undefined;
    let most = 0;
    for (const { key, range } of parsed) {
      const found = specificity(range, actual);
      if (found > most) [best, most] = [key, found];
    }
    return best;
  };
}

const matchers = new WeakMap<ReadonlyMap<string, MediaType>, MediaTypeMatcher>();

/** The entry of a `content` map that covers a media type best. */
export function findMediaType(
  content: ReadonlyMap<string, MediaType>,
  actual: ParsedMediaType,
): MediaType | undefined {
  const known = matchers.get(content);
  const match = known ?? createMediaTypeMatcher(content.keys());
  if (known === undefined) matchers.set(content, match);
  const key = match(actual);
  return key === undefined ? undefined : content.get(key);
}

/**
 * The media type of a list that an `Accept` header prefers (RFC 9110, 12.5.1): each takes the weight `q` of the most
 * specific range that covers it, and the first of the heaviest wins. No header accepts everything; ranges that cannot
 * be read count for nothing.
 *
 * @returns `undefined` where the header accepts none of them
 */
export function preferredMediaType(
  accept: string | undefined,
  offered: readonly string[],
): string | undefined {
  if (accept === undefined || accept.trim() === "") return offered[0];
  const ranges = parseAccept(accept);
  let preferred: string | undefined;
  let most = 0;
  for (const name of offered) {
    const weight = weightOf(name, ranges);
    if (weight > most) [preferred, most] = [name, weight];
  }
  return preferred;
}

/** Reads an `Accept` header (RFC 9110, 12.5.1); ranges that cannot be read are left out. */
export function parseAccept(accept: string | undefined): readonly WeightedRange[] {
  return splitList(accept ?? "").flatMap((text) => {
    const range = parseMediaType(text);
    return range === undefined ? [] : [weighted(range)];
  });
}

/** A media range of an `Accept` header. */
export interface WeightedRange {
  readonly range: ParsedMediaType;
  /** From 0, which is not acceptable, to 1. */
  readonly weight: number;
}

/** The weight is the parameter `q`, from 0 to 1; what stands before it belongs to the range. */
function weighted({ essence, parameters }: ParsedMediaType): WeightedRange {
  const own = new Map<string, string>();
  let weight = 1;
  for (const [name, value] of parameters) {
    if (name === "q") {
      weight = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(value) ? Number(value) : 0;
      break;
    }
    own.set(name, value);
  }
  return { range: { essence, parameters: own }, weight };
}

function weightOf(name: string, ranges: readonly WeightedRange[]): number {
  const actual = parseMediaType(name);
  if (actual === undefined) return 0;
  let [weight, most] = [0, 0];
  for (const candidate of ranges) {
    const found = specificity(candidate.range, actual);
    if (found > most) [weight, most] = [candidate.weight, found];
  }
  return weight;
}

/** Splits at the commas outside of quoted strings (RFC 9110, 5.6.1); empty elements are left out. */
export function splitList(text: string): readonly string[] {
  return text.match(/(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g) ?? [];
}
