import type { Keywords } from "../schema/SchemaNode.ts";

/** Only these keywords of a schema. */
export function pickKeywords(keywords: Keywords, names: readonly (keyof Keywords)[]): Keywords {
  return Object.fromEntries(
    names.filter((name) => keywords[name] !== undefined).map((name) => [name, keywords[name]]),
  );
}
