import { elementsOf } from "@gatehouse/contract";
import { type Conjunction, listedValues, valuesOf } from "./Conjunction.ts";

/** The types of JSON Schema. */
export const JSON_TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;

/** A type of JSON Schema; a number that is not an integer is "number". */
export type JsonType = (typeof JSON_TYPES)[number];

/** The types that a conjunction allows, as far as it says; `undefined` where it says nothing. */
export function typesOf(conjunction: Conjunction): ReadonlySet<JsonType> | undefined {
  const said = valuesOf(conjunction, "type").map(readTypes);
  const [first, ...others] = said;
  if (first === undefined) return undefined;
  const common = new Set([...first].filter((type) => others.every((types) => types.has(type))));
  if (common.has("number")) common.delete("integer");
  return common;
}

/** The types to make values of: those that the conjunction allows, or else those that its keywords are about. */
export function typesToMake(conjunction: Conjunction): ReadonlySet<JsonType> {
  const said = typesOf(conjunction);
  if (said !== undefined) return said;
  const listed = listedValues(conjunction);
  if (listed !== undefined) return new Set(listed.map(typeOf));
  const about = new Set<JsonType>();
  for (const { schema } of conjunction) {
    for (const keyword of Object.keys(schema)) {
      const type = KEYWORD_TYPES.get(keyword);
      if (type !== undefined) about.add(type);
    }
  }
  return about;
}

/** The type of a value. */
export function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return JSON_TYPES.find((type) => type === typeof value) ?? "object";
}

/** An integer is a number as well. */
function readTypes(value: unknown): ReadonlySet<JsonType> {
  const names = typeof value === "string" ? [value] : elementsOf(value as string[]);
  const types = new Set(JSON_TYPES.filter((type) => names.includes(type)));
  if (types.has("number")) types.add("integer");
  return types;
}

const KEYWORDS_BY_TYPE: Partial<Record<JsonType, readonly string[]>> = {
  object: [
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "minProperties",
    "maxProperties",
    "propertyNames",
  ],
  array: ["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"],
  string: ["minLength", "maxLength", "pattern"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
};
const KEYWORD_TYPES = new Map<string, JsonType>(
  Object.entries(KEYWORDS_BY_TYPE).flatMap(([type, keywords]) =>
    keywords.map((keyword) => [keyword, type as JsonType] as const),
  ),
);
