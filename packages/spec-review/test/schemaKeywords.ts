import { isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import type { Dialect } from "../src/schema/SchemaNode.ts";

const COMMON = [
  ...["title", "description", "default", "deprecated", "readOnly", "writeOnly"],
  ...["type", "enum", "format", "pattern", "minLength", "maxLength", "$ref"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["items", "minItems", "maxItems", "uniqueItems"],
  ...["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
  ...["allOf", "anyOf", "oneOf", "not", "discriminator", "xml", "externalDocs", "example"],
];

/** All keywords of a schema; `$vocabulary` and `$id` are not for schemas inside a document. */
export const SCHEMA_KEYWORDS: Readonly<Record<Dialect, readonly string[]>> = {
  "3.0": [...COMMON, "nullable"],
  "3.1": [
    ...COMMON,
    ...["$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "$defs", "const", "examples"],
    ...["prefixItems", "contains", "minContains", "maxContains", "unevaluatedItems"],
    ...[
      "patternProperties",
      "propertyNames",
      "dependentRequired",
      "dependentSchemas",
      "unevaluatedProperties",
    ],
    ...["if", "then", "else", "contentEncoding", "contentMediaType", "contentSchema"],
  ],
};

/** The keywords that stand anywhere in the schemas of a document. */
export function schemaKeywordsOf(root: JsonObject): Set<string> {
  const found = new Set<string>();
  const collect = (value: JsonValue | undefined, isInside: boolean): void => {
    if (Array.isArray(value)) for (const item of value) collect(item, isInside);
    else if (isJsonObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (isInside) found.add(name);
        collect(member, isInside || name === "schema" || name === "schemas");
      }
    }
  };
  collect(root, false);
  return found;
}
