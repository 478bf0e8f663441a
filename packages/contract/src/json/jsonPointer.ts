import type { JsonValue } from "../Contract.ts";
import { childOf } from "./jsonValues.ts";

/** Writes one segment of a JSON pointer (RFC 6901, section 3). */
export function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll("~", "~0").replaceAll("/", "~1") : segment;
}

/** Joins unescaped segments to a JSON pointer; no segments give the root pointer `""`. */
export function formatPointer(segments: readonly (string | number)[]): string {
  return segments.reduce<string>((pointer, segment) => `${pointer}/${escapeSegment(String(segment))}`, "");
}

/** Extends a JSON pointer by unescaped segments. */
export function childPointer(pointer: string, ...segments: readonly (string | number)[]): string {
  return pointer + formatPointer(segments);
}

/**
 * Splits a JSON pointer into unescaped segments (RFC 6901, sections 3 and 4).
 *
 * @returns `undefined` when the text is no pointer: it does not begin with `/`, or a `~` stands before something other
 * than 0 and 1.
 */
export function parsePointer(pointer: string): readonly string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return undefined;
  const segments = pointer.slice(1).split("/");
  if (!pointer.includes("~")) return segments;
  return segments.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The unescaped segments of a JSON pointer; none where the text is no pointer. */
export function pointerSegments(pointer: string): readonly string[] {
  return parsePointer(pointer) ?? [];
}

/**
 * The JSON pointer of a URI fragment such as `#/paths/~1pets%7D` (RFC 6901, section 6).
 *
 * @returns the decoded fragment without `#`; as it is where its percent-encoding is broken
 */
export function pointerOfFragment(fragment: string): string {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The value at a JSON pointer (RFC 6901, section 4). Only own properties count; a list index has no leading zero and
 * no sign.
 *
 * @returns `undefined` where nothing stands, or where the text is no pointer
 */
export function resolvePointer(root: JsonValue | undefined, pointer: string): JsonValue | undefined {
  const segments = parsePointer(pointer);
  return segments?.reduce<JsonValue | undefined>(childOf, root);
}
