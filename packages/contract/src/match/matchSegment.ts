import type { TemplateSegment } from "./parsePathTemplate.ts";

/**
 * Matches a path segment against fixed text and parameters, from left to right in one pass; each parameter takes as
 * little as it can, but something.
 *
 * A regular expression would go back and forth, in time that a client could choose.
 *
 * @returns The values of the parameters, or `undefined`.
 */
export function matchSegment(parts: TemplateSegment, segment: string): readonly string[] | undefined {
  const values: string[] = [];
  let position = 0;
  for (const [index, part] of parts.entries()) {
    if ("text" in part) {
      if (!segment.startsWith(part.text, position)) return undefined;
      position += part.text.length;
    } else {
      const end = parameterEnd(parts, index, { segment, position });
      if (end <= position) return undefined;
      values.push(segment.slice(position, end));
      position = end;
    }
  }
  return position === segment.length ? values : undefined;
}

/** Where a parameter ends: before the next fixed text, which for the last text is the one at the very end. */
function parameterEnd(
  parts: TemplateSegment,
  index: number,
  { segment, position }: { readonly segment: string; readonly position: number },
): number {
  const next = parts[index + 1];
  if (next === undefined) return segment.length;
  if (!("text" in next)) return position + 1;
  if (index + 2 === parts.length) return segment.length - next.text.length;
  return segment.indexOf(next.text, position + 1);
}
