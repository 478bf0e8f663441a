import type { Contract, JsonValue } from "../Contract.ts";
import { elementsOf, entriesOf, isObject, setOwn } from "../load/jsonValues.ts";
import type { Direction } from "./Direction.ts";
import { discriminatorBranches } from "./discriminatorBranches.ts";
import { hiddenProperties } from "./hiddenProperties.ts";
import { leafRules } from "./leafRules.ts";
import { referredSchema, type SchemaRef, subschema } from "./SchemaRef.ts";

/** What the translation of a schema needs to know. */
export interface TranslationContext {
  readonly contract: Contract;
  readonly direction: Direction;
  /** The address under which the translation of another schema can be referred to. */
  addressOf(target: SchemaRef): string;
}

const SCHEMA_KEYWORDS = new Set([
  "additionalProperties",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const LIST_KEYWORDS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const MAP_KEYWORDS = new Set(["dependentSchemas", "patternProperties", "properties"]);
/**
 * Translates a schema of OpenAPI 3.0 or 3.1 to plain JSON Schema 2020-12: nullable types, exclusive limits, properties
 * of the other direction and discriminators become keywords that any validator knows; annotations go away.
 */
export function toJsonSchema(context: TranslationContext, source: SchemaRef): JsonValue {
  const { schema } = source;
  if (!isObject(schema)) return schema !== false;
  const result: Record<string, JsonValue> = {};
  const referred = referredSchema(context.contract, source);
  if (referred !== undefined) result.$ref = context.addressOf(referred);
  for (const [keyword, value] of Object.entries(schema)) {
    const translated = translateKeyword(context, { source, keyword, value });
    if (translated !== undefined) setOwn(result, keyword, translated);
  }
  for (const { keyword, rule } of leafRules(context.contract.openapi, schema)) result[keyword] = rule;
  hideProperties(context, source, result);
  addDiscriminator(context, source, result);
  return result;
}

interface Keyword {
  readonly source: SchemaRef;
  readonly keyword: string;
  readonly value: JsonValue;
}

function translateKeyword(
  context: TranslationContext,
  { source, keyword, value }: Keyword,
): JsonValue | undefined {
  if (keyword === "required" || keyword === "dependentRequired") return value;
  if (keyword === "minContains" || keyword === "maxContains") return value;
  if (SCHEMA_KEYWORDS.has(keyword)) return toJsonSchema(context, subschema(source, keyword));
  if (LIST_KEYWORDS.has(keyword)) {
    return elementsOf(value).map((_, index) =>
      toJsonSchema(context, subschema(source, keyword, String(index))),
    );
  }
  if (!MAP_KEYWORDS.has(keyword)) return undefined;
  const map: Record<string, JsonValue> = {};
  for (const [name] of entriesOf(value))
    setOwn(map, name, toJsonSchema(context, subschema(source, keyword, name)));
  return map;
}

/** A property that does not travel this way is neither required nor allowed. */
function hideProperties(
  context: TranslationContext,
  source: SchemaRef,
  result: Record<string, JsonValue>,
): void {
  const hidden = hiddenProperties(context.contract, source, context.direction);
  if (hidden.size === 0) return;
  const { properties, required } = result;
  if (isObject(properties)) {
    const visible: Record<string, JsonValue> = {};
    for (const [name, value] of Object.entries(properties))
      setOwn(visible, name, hidden.has(name) ? false : value);
    result.properties = visible;
  }
  if (required !== undefined) {
    result.required = elementsOf(required).filter((name) => !hidden.has(String(name)));
  }
}

/** Where a discriminator's value names a branch, that branch has to fit and not just any of them. */
function addDiscriminator(
  context: TranslationContext,
  source: SchemaRef,
  result: Record<string, JsonValue>,
): void {
  const branches = discriminatorBranches(context.contract, source);
  if (branches === undefined) return;
  const conditions = [...branches.byValue].map(([value, branch]) => ({
    if: {
      type: "object",
      required: [branches.property],
      properties: { [branches.property]: { const: value } },
    },
    // biome-ignore lint/suspicious/noThenProperty: this is the keyword of JSON Schema, the object is never awaited.
    then: { $ref: context.addressOf(branch) },
  }));
  result.allOf = [...elementsOf(result.allOf), ...conditions];
}
