import { type RawSchema, rawConjunction } from "./rawConjunction.ts";
import type { Keywords } from "./SchemaNode.ts";
import type { SchemaSource } from "./SchemaSource.ts";

/**
 * Takes away the properties that do not travel in this direction: read-only ones in a request, write-only ones in
 * a response. They are then neither declared nor required there (OpenAPI 3.0.4, 4.7.24.2).
 */
export function hideDirectional(keywords: Keywords, source: SchemaSource): Keywords {
  const { properties } = keywords;
  if (!properties || !source.hasDirections) return keywords;
  const mark = source.view === "request" ? "readOnly" : "writeOnly";
  const isHidden = ({ raw }: RawSchema) => raw[mark] === true;
  const hidden = new Set(
    [...properties].filter(([, node]) => rawConjunction(node, source).some(isHidden)).map(([name]) => name),
  );
  if (hidden.size === 0) return keywords;
  const { required, ...rest } = keywords;
  const stillRequired = required?.filter((name) => !hidden.has(name)) ?? [];
  return {
    ...rest,
    hidden,
    properties: new Map([...properties].filter(([name]) => !hidden.has(name))),
    ...(stillRequired.length > 0 && { required: stillRequired }),
  };
}
