/** A piece of a path segment: fixed text or the name of a parameter. */
export type TemplatePart = { readonly text: string } | { readonly parameter: string };

/** The parts of one path segment. */
export type TemplateSegment = readonly TemplatePart[];

/**
 * Splits a path template into segments and parts (OpenAPI 3.1, 4.8.8).
 *
 * @returns `undefined` when a segment has invalid braces.
 */
export function parsePathTemplate(template: string): readonly TemplateSegment[] | undefined {
  const segments = template.split("/").slice(1).map(parseSegment);
  return segments.every((segment) => segment !== undefined) ? segments : undefined;
}

/** The parameter names of a path template, in order. */
export function templateParameters(template: string): readonly string[] {
  const parts = parsePathTemplate(template)?.flat() ?? [];
  return parts.flatMap((part) => ("parameter" in part ? [part.parameter] : []));
}

function parseSegment(segment: string): TemplateSegment | undefined {
  const parts: TemplatePart[] = [];
  let rest = segment;
  while (rest !== "") {
    const match = /^(?:\{([^{}]+)\}|([^{}]+))/.exec(rest);
    if (match === null) return undefined;
    parts.push(match[1] === undefined ? { text: decodeText(match[2] ?? "") } : { parameter: match[1] });
    rest = rest.slice(match[0].length);
  }
  return parts;
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
