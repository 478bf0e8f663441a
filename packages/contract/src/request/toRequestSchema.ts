import type { JsonObject, JsonValue } from "../Contract.ts";
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

/** How a schema is copied. */
export interface RequestSchemaOptions {
  /** The address of the compiler for a reference of the document. */
  addressOf(reference: string): string;
  /** Whether express-openapi-validator looks into the schema when it prepares a document, see `visitedKeyword`. */
  readonly isVisited: boolean;
}

/** Copies a schema without its annotations; references are given the addresses of the compiler. */
export function toRequestSchema(schema: JsonValue, options: RequestSchemaOptions): JsonValue {
  if (!isObject(schema)) return schema;
  const visited = options.isVisited ? visitedKeyword(schema) : undefined;
  const copy: Record<string, JsonValue> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (IGNORED.has(keyword) || keyword.startsWith("x-")) continue;
    if (keyword === "$ref") copy.$ref = options.addressOf(String(value));
    else setOwn(copy, keyword, copyKeyword(keyword, value, { ...options, isVisited: keyword === visited }));
  }
  if (visited === "properties") forgetReadOnly(schema, copy);
  return copy;
}

function copyKeyword(keyword: string, value: JsonValue, options: RequestSchemaOptions): JsonValue {
  const rule: KeywordRule | undefined = Object.hasOwn(SCHEMA_KEYWORDS_31, keyword)
    ? SCHEMA_KEYWORDS_31[keyword]
    : undefined;
  switch (rule) {
    case "schema":
    case "boolean or schema":
      return toRequestSchema(value, options);
    case "array of schemas":
      return elementsOf(value).map((item) => toRequestSchema(item, options));
    case "map of schemas": {
      const map: Record<string, JsonValue> = {};
      for (const [name, child] of entriesOf(value)) setOwn(map, name, toRequestSchema(child, options));
      return map;
    }
    default:
      return value;
  }
}

/** express-openapi-validator goes one way into a schema, the first of these, and none past a reference. */
function visitedKeyword(schema: JsonObject): string | undefined {
  if (schema.$ref !== undefined) return undefined;
  for (const keyword of ["allOf", "oneOf", "anyOf"]) if (schema[keyword] !== undefined) return keyword;
  if (schema.type === "array" && schema.items !== undefined) return "items";
  return schema.properties === undefined ? "additionalProperties" : "properties";
}

/** Where it looks, it does not ask for properties that are read-only (OpenAPI 3.0.4, 4.7.24.1). */
function forgetReadOnly(schema: JsonObject, copy: Record<string, JsonValue>): void {
  const readOnly = new Set(
    entriesOf(schema.properties)
      .filter(
        ([, property]) => isObject(property) && property.$ref === undefined && property.readOnly === true,
      )
      .map(([name]) => name),
  );
  if (schema.required === undefined || readOnly.size === 0) return;
  const required = elementsOf(schema.required).filter((name) => !readOnly.has(String(name)));
  if (required.length > 0) copy.required = required;
  else delete copy.required;
}
