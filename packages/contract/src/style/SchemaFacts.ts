import { jsonTypeOf } from "../json/jsonValues.ts";
import { applicableNodes } from "../schema/ListedNames.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import type { ValueKind } from "./splitStyled.ts";

/** What a reader of texts has to know of the schemas that apply to one value. */
export interface SchemaFacts {
  /** The types that they take, in the order in which they are written; empty where they name none. */
  readonly types: ReadonlySet<string>;
  /** The kinds of value that they take; a scalar where they name none. */
  readonly kinds: ReadonlySet<ValueKind>;
  /** `string`, `number`, `boolean` and `null` among the types; `null` comes last. */
  readonly scalars: readonly string[];
  /** Whether a number has to be an integer. */
  readonly isInteger: boolean;
  /** Whether an integer has the format `int64`. */
  readonly isInt64: boolean;
}

const SCALARS: readonly string[] = ["string", "number", "boolean", "null"];
const OBJECT_KEYWORDS: readonly (keyof Keywords)[] = [
  "properties",
  "patternProperties",
  "additionalProperties",
  "minProperties",
  "maxProperties",
  "required",
];
const ARRAY_KEYWORDS: readonly (keyof Keywords)[] = [
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "uniqueItems",
];

// Caches, not state: what is in them follows from the schemas alone and goes away with them.
const factsByNode = new WeakMap<SchemaNode, SchemaFacts>();
const factsByValidators = new WeakMap<SchemaValidators, Map<string, SchemaFacts>>();

/** The facts of schemas that apply to the same value. */
export function schemaFacts(validators: SchemaValidators, schemas: readonly SchemaNode[]): SchemaFacts {
  const [only, ...others] = schemas;
  if (only !== undefined && others.length === 0) {
    const known = factsByNode.get(only) ?? readFacts(applicableNodes(schemas));
    factsByNode.set(only, known);
    return known;
  }
  const known = factsByValidators.get(validators) ?? new Map<string, SchemaFacts>();
  factsByValidators.set(validators, known);
  const key = schemas.map(({ id }) => id).join(" ");
  const facts = known.get(key) ?? readFacts(applicableNodes(schemas));
  known.set(key, facts);
  return facts;
}

function readFacts(schemas: readonly SchemaNode[]): SchemaFacts {
  const rules = schemas.map(({ keywords }) => keywords);
  const types = new Set(rules.flatMap(ownTypes));
  return {
    types,
    kinds: kindsOf(types, rules),
    scalars: scalarsOf(types),
    isInteger: types.has("integer") && !types.has("number"),
    isInt64: rules.some(({ format }) => format === "int64"),
  };
}

function ownTypes({ types, integerOnly, enum: listed, const: constant }: Keywords): readonly string[] {
  if (types !== undefined) {
    return [...types].map((type) => (type === "number" && integerOnly === true ? "integer" : type));
  }
  return (constant === undefined ? (listed ?? []) : [constant.value]).map(jsonTypeOf);
}

function scalarsOf(types: ReadonlySet<string>): readonly string[] {
  if (types.size === 0) return SCALARS;
  const written = [...types].map((name) => (name === "integer" ? "number" : name));
  const scalars = new Set(written.filter((name) => SCALARS.includes(name)));
  return scalars.delete("null") ? [...scalars, "null"] : [...scalars];
}

function kindsOf(types: ReadonlySet<string>, rules: readonly Keywords[]): ReadonlySet<ValueKind> {
  const kinds = new Set([...types].map(kindOf));
  if (kinds.size > 0) return kinds;
  const has = (keywords: readonly (keyof Keywords)[]) =>
    rules.some((rule) => keywords.some((keyword) => rule[keyword] !== undefined));
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
  schemas: readonly SchemaNode[],
  name: string,
): readonly SchemaNode[] {
  const shape = names.shapeOf(schemas);
  const named = shape.named.get(name) ?? [];
  const matching = shape.patterns.filter(({ pattern }) => pattern.test(name)).map(({ schema }) => schema);
  return named.length + matching.length > 0 ? [...named, ...matching] : shape.additional;
}

/** Makes the function that gives the schemas of an item, by its index, of a list that some schemas describe. */
export function itemSchemasOf(schemas: readonly SchemaNode[]): (index: number) => readonly SchemaNode[] {
  const nodes = applicableNodes(schemas);
  const prefix = Math.max(0, ...nodes.map(({ keywords }) => keywords.prefixItems?.length ?? 0));
  const schemasAt = (index: number) =>
    nodes.flatMap(({ keywords }) => keywords.prefixItems?.[index] ?? keywords.items ?? []);
  const others = schemasAt(prefix);
  return (index) => (index < prefix ? schemasAt(index) : others);
}

/** The schemas of one item of a list that some schemas describe. */
export function itemSchemas(schemas: readonly SchemaNode[], index: number): readonly SchemaNode[] {
  return itemSchemasOf(schemas)(index);
}
