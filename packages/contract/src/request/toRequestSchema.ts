import type { JsonValue } from "../Contract.ts";
import { elementsOf, entriesOf, isObject, setOwn } from "../load/jsonValues.ts";
import { type KeywordRule, SCHEMA_KEYWORDS_31 } from "../load/schemaKeywords.ts";

/** Keywords that mean nothing to a validator and can only confuse it. */
const IGNORED = new Set([
  "description",
  "discriminator",
  "example",
  "examples",
  "externalDocs",
  "title",
  "xml",
]);

/** Copies a schema without its annotations; references are given the addresses of the compiler. */
export function toRequestSchema(schema: JsonValue, addressOf: (reference: string) => string): JsonValue {
  if (!isObject(schema)) return schema;
  const copy: Record<string, JsonValue> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (IGNORED.has(keyword) || keyword.startsWith("x-")) continue;
    if (keyword === "$ref") copy.$ref = addressOf(String(value));
    else setOwn(copy, keyword, copyKeyword(keyword, value, addressOf));
  }
  return copy;
}

function copyKeyword(keyword: string, value: JsonValue, addressOf: (reference: string) => string): JsonValue {
  const rule: KeywordRule | undefined = Object.hasOwn(SCHEMA_KEYWORDS_31, keyword)
    ? SCHEMA_KEYWORDS_31[keyword]
    : undefined;
  switch (rule) {
    case "schema":
    case "boolean or schema":
      return toRequestSchema(value, addressOf);
    case "array of schemas":
      return elementsOf(value).map((item) => toRequestSchema(item, addressOf));
    case "map of schemas": {
      const map: Record<string, JsonValue> = {};
      for (const [name, child] of entriesOf(value)) setOwn(map, name, toRequestSchema(child, addressOf));
      return map;
    }
    default:
      return value;
  }
}
