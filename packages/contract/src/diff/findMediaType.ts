import type { MediaType } from "../Contract.ts";

/** A media type as a header says it. */
export interface ParsedMediaType {
  /** `type/subtype`, lower case. */
  readonly essence: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a `Content-Type` value; `undefined` when it is none. */
export function parseMediaType(text: string): ParsedMediaType | undefined {
  const [essence = "", ...rest] = text.split(";");
  const name = essence.trim().toLowerCase();
  if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(name)) return undefined;
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const [key = "", ...value] = part.split("=");
    const unquoted = value
      .join("=")
      .trim()
      .replace(/^"(.*)"$/, "$1");
    if (key.trim() !== "") parameters.set(key.trim().toLowerCase(), unquoted);
  }
  return { essence: name, parameters };
}

/** The entry of a `content` map that fits a media type best: with parameters, without, `type/*`, then any. */
export function findMediaType(
  content: ReadonlyMap<string, MediaType>,
  actual: ParsedMediaType,
): MediaType | undefined {
  const ranked = [...content.values()]
    .map((entry) => ({ entry, rank: rankOf(entry.mediaRange, actual) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank);
  return ranked[0]?.entry;
}

function rankOf(mediaRange: string, actual: ParsedMediaType): number {
  const range = parseMediaType(mediaRange);
  if (range === undefined) return 0;
  const [type, subtype] = range.essence.split("/");
  if (range.essence === actual.essence) {
    const differs = [...range.parameters].some(([name, value]) => !sameParameter(name, value, actual));
    return differs ? 0 : 4 + range.parameters.size;
  }
  if (subtype === "*" && actual.essence.startsWith(`${type}/`)) return 2;
  return range.essence === "*/*" ? 1 : 0;
}

/** An answer need not repeat a charset that is the default of its media type anyway. */
function sameParameter(name: string, value: string, { parameters }: ParsedMediaType): boolean {
  const actual = parameters.get(name);
  if (actual === undefined) return name === "charset" && value.toLowerCase() === "utf-8";
  return actual.toLowerCase() === value.toLowerCase();
}

/** Whether bodies of a media type are JSON (RFC 6839, 3.1). */
export function isJsonMediaType(essence: string): boolean {
  return essence === "application/json" || essence === "text/json" || essence.endsWith("+json");
}
