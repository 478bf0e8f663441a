import type { Contract, JsonObject } from "../Contract.ts";
import { childOf, elementsOf, entriesOf, isObject, textOf } from "../load/jsonValues.ts";
import { componentName, mappingTarget } from "./discriminatorBranches.ts";
import { referredSchema, type SchemaRef, subschema } from "./SchemaRef.ts";

/** What all schemas that can apply at one place of a value say together about its properties and items. */
export interface ListedShape {
  /** By property name: every schema that names it. */
  readonly named: ReadonlyMap<string, readonly SchemaRef[]>;
  readonly patterns: readonly { readonly pattern: RegExp; readonly schema: SchemaRef }[];
  /** The schemas of properties without a name; present where the document says that there can be such. */
  readonly additional: readonly SchemaRef[];
  readonly items: readonly SchemaRef[];
  /** No schema says anything about properties: an object may hold what it likes. */
  readonly isFree: boolean;
  /** The first schema that names properties, for the reader. */
  readonly namedBy: SchemaRef | undefined;
}

/** Collects shapes, each once. */
export class ListedNames {
  readonly #contract: Contract;
  readonly #shapes = new Map<string, ListedShape>();
  #heirs: ReadonlyMap<string, readonly SchemaRef[]> | undefined;

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** The shape at a place that some schemas describe. */
  shapeOf(schemas: readonly SchemaRef[]): ListedShape {
    const key = schemas.map(({ pointer }) => pointer).join(" ");
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const shape = collectShape(this.applicable(schemas));
    this.#shapes.set(key, shape);
    return shape;
  }

  /** All schemas that can apply to the same value, in their order: through references, compositions and conditions. */
  applicable(schemas: readonly SchemaRef[]): readonly SchemaRef[] {
    const seen = new Map<string, SchemaRef>();
    const waiting = [...schemas];
    for (const next of waiting) {
      if (seen.has(next.pointer)) continue;
      seen.set(next.pointer, next);
      waiting.push(...this.#beside(next));
    }
    return [...seen.values()];
  }

  #beside(source: SchemaRef): readonly SchemaRef[] {
    const { schema } = source;
    if (!isObject(schema)) return [];
    const referred = referredSchema(this.#contract, source);
    return [
      ...(referred === undefined ? [] : [referred]),
      ...["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
        elementsOf(schema[keyword]).map((_, index) => subschema(source, keyword, String(index))),
      ),
      ...["if", "then", "else"].flatMap((keyword) =>
        schema[keyword] === undefined ? [] : [subschema(source, keyword)],
      ),
      ...entriesOf(schema.dependentSchemas).map(([name]) => subschema(source, "dependentSchemas", name)),
      ...(schema.discriminator === undefined ? [] : this.#heirsOf(source)),
    ];
  }

  /** With a discriminator a schema stands for those that are built on it (OpenAPI 3.1, 4.8.25). */
  #heirsOf(source: SchemaRef): readonly SchemaRef[] {
    this.#heirs ??= collectHeirs(this.#contract);
    const mapping = childOf(childOf(source.schema, "discriminator"), "mapping");
    const mapped = entriesOf(mapping).map(([, target]) => mappingTarget(this.#contract, String(target)));
    return [...(this.#heirs.get(source.pointer) ?? []), ...mapped];
  }

  /** The heir that a value's discriminator chooses where the schema itself has no variants. */
  chosenHeir(source: SchemaRef, value: JsonObject): SchemaRef | undefined {
    const schema = isObject(source.schema) ? source.schema : {};
    if (schema.discriminator === undefined || schema.oneOf !== undefined || schema.anyOf !== undefined) {
      return undefined;
    }
    const property = textOf(childOf(schema.discriminator, "propertyName")) ?? "";
    const chosen = childOf(value, property);
    if (typeof chosen !== "string") return undefined;
    const mapped = childOf(childOf(schema.discriminator, "mapping"), chosen);
    if (mapped !== undefined) return mappingTarget(this.#contract, String(mapped));
    return this.#heirsOf(source).find((heir) => componentName(heir) === chosen);
  }

  /** The schemas with a discriminator among those that can apply to the same value. */
  discriminating(schemas: readonly SchemaRef[]): readonly SchemaRef[] {
    return this.applicable(schemas).filter(
      ({ schema }) => isObject(schema) && schema.discriminator !== undefined,
    );
  }
}

function collectHeirs(contract: Contract): ReadonlyMap<string, readonly SchemaRef[]> {
  const heirs = new Map<string, SchemaRef[]>();
  const schemas = childOf(contract.document.components, "schemas");
  for (const [name, schema] of entriesOf(schemas)) {
    const heir = subschema({ pointer: "/components/schemas", schema: schemas }, name);
    for (const index of elementsOf(childOf(schema, "allOf")).keys()) {
      const base = referredSchema(contract, subschema(heir, "allOf", String(index)));
      if (base !== undefined) heirs.set(base.pointer, [...(heirs.get(base.pointer) ?? []), heir]);
    }
  }
  return heirs;
}

function collectShape(schemas: readonly SchemaRef[]): ListedShape {
  const named = new Map<string, SchemaRef[]>();
  const patterns: { pattern: RegExp; schema: SchemaRef }[] = [];
  const additional: SchemaRef[] = [];
  const items: SchemaRef[] = [];
  for (const source of schemas) {
    if (!isObject(source.schema)) continue;
    for (const [name] of entriesOf(source.schema.properties)) {
      named.set(name, [...(named.get(name) ?? []), subschema(source, "properties", name)]);
    }
    for (const [pattern] of entriesOf(source.schema.patternProperties)) {
      patterns.push({
        pattern: new RegExp(pattern, "u"),
        schema: subschema(source, "patternProperties", pattern),
      });
    }
    additional.push(...openEnds(source, ["additionalProperties", "unevaluatedProperties"]));
    items.push(...openEnds(source, ["items", "unevaluatedItems", "contains"]));
    items.push(
      ...elementsOf(source.schema.prefixItems).map((_, index) =>
        subschema(source, "prefixItems", String(index)),
      ),
    );
  }
  const namedBy = schemas.find(({ schema }) => isObject(childOf(schema, "properties")));
  const isFree = named.size === 0 && patterns.length === 0 && additional.length === 0;
  return { named, patterns, additional, items, isFree, namedBy };
}

function openEnds(source: SchemaRef, keywords: readonly string[]): readonly SchemaRef[] {
  return keywords
    .map((keyword) => subschema(source, keyword))
    .filter(({ schema }) => schema !== undefined && schema !== false);
}
