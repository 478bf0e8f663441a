/** Writes one segment of a JSON pointer (RFC 6901, section 3). */
export function escapeSegment(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Joins unescaped segments to a JSON pointer; no segments give the root pointer `""`. */
export function formatPointer(segments: readonly string[]): string {
  return segments.map((segment) => `/${escapeSegment(segment)}`).join("");
}

/**
 * Splits a JSON pointer into unescaped segments. A URI fragment is to be percent-decoded before.
 *
 * @returns `undefined` when the text is no pointer.
 */
export function parsePointer(pointer: string): readonly string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Extends a JSON pointer by unescaped segments. */
export function childPointer(pointer: string, ...segments: readonly string[]): string {
  return pointer + formatPointer(segments);
}
