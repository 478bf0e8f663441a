import type { TemplateSegment } from "./parsePathTemplate.ts";

/** Where a value stands among the characters of a segment. */
type ValueRange = readonly [start: number, end: number];

/**
 * Matches the characters of a path segment against fixed text and parameters, from left to right in one pass; each
 * parameter takes as little as it can, but something.
 *
 * A regular expression would go back and forth, in time that a client could choose.
 *
 * @returns The values of the parameters, or `undefined`.
 */
export function matchSegment(
  parts: TemplateSegment,
  segment: readonly string[],
): readonly ValueRange[] | undefined {
  const values: ValueRange[] = [];
  let position = 0;
  for (const [index, part] of parts.entries()) {
    if ("text" in part) {
      if (!standsAt(segment, position, part.text)) return undefined;
      position += [...part.text].length;
    } else {
      const end = parameterEnd(parts, index, { segment, position });
      if (end <= position) return undefined;
      values.push([position, end]);
      position = end;
    }
  }
  return position === segment.length ? values : undefined;
}

/** Where a parameter ends: before the next fixed text, which for the last text is the one at the very end. */
function parameterEnd(
  parts: TemplateSegment,
  index: number,
  { segment, position }: { readonly segment: readonly string[]; readonly position: number },
): number {
  const next = parts[index + 1];
  if (next === undefined) return segment.length;
  if (!("text" in next)) return position + 1;
  if (index + 2 === parts.length) return segment.length - [...next.text].length;
  return segment.findIndex((_, at) => at > position && standsAt(segment, at, next.text));
}

function standsAt(segment: readonly string[], position: number, text: string): boolean {
  return [...text].every((character, index) => segment[position + index] === character);
}
