import type { JsonObject } from "../Contract.ts";
import { elementsOf, isObject } from "../load/jsonValues.ts";
import { type SchemaRef, subschema } from "../schema/SchemaRef.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import type { ValueKind } from "./splitStyled.ts";

/** What a reader of texts has to know of the schemas that apply to one value. */
export interface SchemaFacts {
  /** The types that they take, in the order in which they are written; empty where they say nothing. */
  readonly types: ReadonlySet<string>;
  /** The kinds of value that they take; a scalar where they say nothing. */
  readonly kinds: ReadonlySet<ValueKind>;
  /** `string`, `number`, `boolean` and `null` among the types; `null` comes last. */
  readonly scalars: readonly string[];
  /** Whether a number has to be an integer. */
  readonly isInteger: boolean;
  /** Whether an integer has the format `int64`. */
  readonly isInt64: boolean;
}

const SCALARS: readonly string[] = ["string", "number", "boolean", "null"];
const OBJECT_KEYWORDS = [
  "properties",
  "patternProperties",
  "additionalProperties",
  "minProperties",
  "maxProperties",
  "required",
];
const ARRAY_KEYWORDS = ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"];

// A cache, not state: what is in it follows from the schemas alone and goes away with their validators.
const factsByValidators = new WeakMap<SchemaValidators, Map<string, SchemaFacts>>();

/** The facts of schemas that apply to the same value. */
export function schemaFacts(validators: SchemaValidators, schemas: readonly SchemaRef[]): SchemaFacts {
  const known = factsByValidators.get(validators) ?? new Map<string, SchemaFacts>();
  factsByValidators.set(validators, known);
  const key = schemas.map(({ pointer }) => pointer).join(" ");
  const facts = known.get(key) ?? readFacts(validators.names.applicable(schemas));
  known.set(key, facts);
  return facts;
}

function readFacts(schemas: readonly SchemaRef[]): SchemaFacts {
  const objects = schemas.map(({ schema }) => schema).filter(isObject);
  const types = new Set(objects.flatMap(ownTypes));
  return {
    types,
    kinds: kindsOf(types, objects),
    scalars: scalarsOf(types),
    isInteger: types.has("integer") && !types.has("number"),
    isInt64: objects.some(({ format }) => format === "int64"),
  };
}

function ownTypes(schema: JsonObject): readonly string[] {
  const { type } = schema;
  const types = typeof type === "string" ? [type] : elementsOf(type).map(String);
  if (types.length > 0) return schema.nullable === true ? [...types, "null"] : types;
  const values = schema.const === undefined ? elementsOf(schema.enum) : [schema.const];
  return values.map((value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value));
}

function scalarsOf(types: ReadonlySet<string>): readonly string[] {
  if (types.size === 0) return SCALARS;
  const written = [...types].map((name) => (name === "integer" ? "number" : name));
  const scalars = new Set(written.filter((name) => SCALARS.includes(name)));
  return scalars.delete("null") ? [...scalars, "null"] : [...scalars];
}

function kindsOf(types: ReadonlySet<string>, schemas: readonly JsonObject[]): ReadonlySet<ValueKind> {
  const kinds = new Set([...types].map(kindOf));
  if (kinds.size > 0) return kinds;
  const has = (keywords: readonly string[]) =>
    schemas.some((schema) => keywords.some((keyword) => schema[keyword] !== undefined));
  if (has(OBJECT_KEYWORDS)) kinds.add("object");
  if (has(ARRAY_KEYWORDS)) kinds.add("array");
  return kinds.size > 0 ? kinds : kinds.add("primitive");
}

function kindOf(type: string): ValueKind {
  return type === "array" || type === "object" ? type : "primitive";
}

/** The schemas of a property of an object that some schemas describe. */
export function propertySchemas(
  { names }: SchemaValidators,
  schemas: readonly SchemaRef[],
  name: string,
): readonly SchemaRef[] {
  const shape = names.shapeOf(schemas);
  const named = shape.named.get(name) ?? [];
  const matching = shape.patterns.filter(({ pattern }) => pattern.test(name)).map(({ schema }) => schema);
  return named.length + matching.length > 0 ? [...named, ...matching] : shape.additional;
}

/** The schemas of an item of a list that some schemas describe. */
export function itemSchemas(
  { names }: SchemaValidators,
  schemas: readonly SchemaRef[],
  index: number,
): readonly SchemaRef[] {
  return names.applicable(schemas).flatMap((source) => {
    const prefix = isObject(source.schema) ? elementsOf(source.schema.prefixItems) : [];
    const segments = index < prefix.length ? ["prefixItems", String(index)] : ["items"];
    const item = subschema(source, ...segments);
    return item.schema === undefined ? [] : [item];
  });
}
