import { parsePathTemplate, type TemplatePart } from "@gatehouse/contract";

/** The pieces of a path template in order, the slashes and the encoding of fixed text as they stand there. */
export function templateParts(template: string): readonly TemplatePart[] {
  if (parsePathTemplate(template) === undefined) return [{ text: template }];
  return [...template.matchAll(/\{([^{}]+)\}|[^{}]+/g)].map(([text, name]) =>
    name === undefined ? { text: encodeURI(decodeSafely(text)) } : { parameter: name },
  );
}

function decodeSafely(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
