import { isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import fc from "fast-check";

/** Two schemas that have most of their keywords in common. */
export type SchemaPair = readonly [JsonValue, JsonValue];

/** A schema as the root of what is compared; `true` and `false` as the objects that say the same. */
export function rootOf(schema: JsonValue): JsonObject {
  if (isJsonObject(schema)) return schema;
  return schema === true ? {} : { not: {} };
}

const NAMES = ["a", "b", "c"] as const;
const PATTERNS = ["^a", "b$", "^[a-c]+$", "^a{1,2}$", "1"] as const;
const FORMATS = ["uuid", "date", "ipv4", "int32", "email"] as const;

/** Random values of the small world that the schemas speak about. */
export const jsonValues: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalars(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES, "d", "aa", "1"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

function scalars(): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    fc.constantFrom<JsonValue>(null, true, false),
    fc.constantFrom<JsonValue>(-2, -1, 0, 1, 2, 3, 4, 0.5, 1.5, 6, 10, 3e9),
    fc.constantFrom<JsonValue>(
      "",
      "a",
      "b",
      "ab",
      "aa",
      "abc",
      "1",
      "a1",
      "2024-05-17",
      "192.0.2.1",
      "u@example.com",
    ),
  );
}

/** Both members the same, or, now and then, two of a kind. */
function twin<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly [T, T]> {
  return fc.oneof(
    { weight: 4, arbitrary: arbitrary.map((value) => [value, value] as const) },
    { weight: 1, arbitrary: fc.tuple(arbitrary, arbitrary) },
  );
}

/** A keyword that both schemas have, or one of them, or none. */
function keyword(
  name: string,
  values: fc.Arbitrary<SchemaPair>,
): fc.Arbitrary<readonly [JsonObject, JsonObject]> {
  return fc
    .tuple(values, fc.constantFrom("both", "both", "both", "both", "left", "right"))
    .map(([pair, presence]) => [
      presence === "right" ? {} : { [name]: pair[0] },
      presence === "left" ? {} : { [name]: pair[1] },
    ]);
}

function merged(parts: readonly (readonly [JsonObject, JsonObject])[]): SchemaPair {
  const left: Record<string, JsonValue> = Object.assign({}, ...parts.map(([one]) => one));
  const right: Record<string, JsonValue> = Object.assign({}, ...parts.map(([, other]) => other));
  return [dropIdle(left), dropIdle(right)];
}

/** Ajv rejects keywords that need a partner without it, and misreads an impossible count of `contains`. */
function dropIdle(schema: Record<string, JsonValue>): JsonObject {
  const idle = new Set<string>();
  if (schema.type === undefined) idle.add("nullable");
  if (schema.minimum === undefined && typeof schema.exclusiveMinimum === "boolean")
    idle.add("exclusiveMinimum");
  if (schema.maximum === undefined && typeof schema.exclusiveMaximum === "boolean")
    idle.add("exclusiveMaximum");
  if (Number(schema.minContains ?? 1) > Number(schema.maxContains ?? 9)) idle.add("maxContains");
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !idle.has(name)));
}

function pairList(pairs: readonly SchemaPair[]): SchemaPair {
  return [pairs.map(([left]) => left), pairs.map(([, right]) => right)];
}

function pairMap(entries: readonly (readonly [string, SchemaPair])[]): SchemaPair {
  return [
    Object.fromEntries(entries.map(([name, [left]]) => [name, left])),
    Object.fromEntries(entries.map(([name, [, right]]) => [name, right])),
  ];
}

const counts = fc.integer({ min: 0, max: 3 });
const numbers = fc.constantFrom(-1, 0, 1, 2, 3, 0.5);
const types = fc.constantFrom("null", "boolean", "number", "integer", "string", "array", "object");

/** Pairs in the words of JSON Schema 2020-12. */
export const schemaPairs: fc.Arbitrary<SchemaPair> = pairsOf("2020-12");

/** Pairs in the words of OpenAPI 3.0. */
export const legacySchemaPairs: fc.Arbitrary<SchemaPair> = pairsOf("3.0");

type Words = "2020-12" | "3.0";

function pairsOf(words: Words): fc.Arbitrary<SchemaPair> {
  return fc.letrec<{ schema: SchemaPair; leaf: SchemaPair }>((tie) => {
    const schema = tie("schema");
    const several = fc.array(schema, { minLength: 1, maxLength: 3 }).map(pairList);
    const members = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), schema), { maxLength: 3, selector: ([name]) => name })
      .map(pairMap);
    const modern = words === "2020-12" ? modernKeywords(schema) : [];
    const applicators = fc.oneof(
      keyword("properties", members),
      keyword("properties", members),
      keyword("additionalProperties", schema),
      keyword("additionalProperties", fc.constant<SchemaPair>([false, false])),
      keyword("items", schema),
      keyword("allOf", several),
      keyword("anyOf", several),
      keyword("oneOf", several),
      keyword("not", schema),
      ...modern,
    );
    const parts = fc.tuple(
      fc.array(assertions(words), { maxLength: 3 }),
      fc.array(applicators, { maxLength: 2 }),
    );
    return {
      schema: fc.oneof(
        { depthSize: "small", maxDepth: 3 },
        tie("leaf"),
        parts.map(([scalars, others]) => merged([...scalars, ...others])),
      ),
      leaf: fc.array(assertions(words), { minLength: 1, maxLength: 3 }).map(merged),
    };
  }).schema;
}

function modernKeywords(schema: fc.Arbitrary<SchemaPair>): fc.Arbitrary<readonly [JsonObject, JsonObject]>[] {
  const named = fc.tuple(fc.constantFrom(...NAMES), schema).map((entry) => pairMap([entry]));
  const patterned = fc.tuple(fc.constantFrom(...PATTERNS), schema).map((entry) => pairMap([entry]));
  const condition = fc
    .tuple(keyword("if", schema), keyword("then", schema), keyword("else", schema))
    .map((parts) => merged(parts) as readonly [JsonObject, JsonObject]);
  const contained = fc
    .tuple(
      keyword("contains", schema),
      keyword("minContains", twin(counts)),
      keyword("maxContains", twin(counts)),
    )
    .map((parts) => merged(parts) as readonly [JsonObject, JsonObject]);
  // Ajv loses count of evaluated items in compositions, so `unevaluatedItems` stands alone with its prefix.
  const remaining = fc
    .tuple(
      keyword("prefixItems", fc.array(schema, { minLength: 1, maxLength: 2 }).map(pairList)),
      keyword("unevaluatedItems", schema),
    )
    .map((parts) => pairList([merged(parts)]));
  return [
    keyword("patternProperties", patterned),
    keyword("prefixItems", fc.array(schema, { minLength: 1, maxLength: 2 }).map(pairList)),
    keyword("propertyNames", schema),
    keyword("dependentSchemas", named),
    keyword("unevaluatedProperties", schema),
    contained,
    keyword("allOf", remaining),
    condition,
  ];
}

function assertions(words: Words): fc.Arbitrary<readonly [JsonObject, JsonObject]> {
  const names = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 });
  const common = [
    keyword("minLength", twin(counts)),
    keyword("maxLength", twin(counts)),
    keyword("minItems", twin(counts)),
    keyword("maxItems", twin(counts)),
    keyword("minProperties", twin(counts)),
    keyword("maxProperties", twin(counts)),
    keyword("minimum", twin(numbers)),
    keyword("maximum", twin(numbers)),
    keyword("multipleOf", twin(fc.constantFrom(0.5, 1, 2, 3))),
    keyword("uniqueItems", twin(fc.boolean())),
    keyword("required", twin(names)),
    keyword("pattern", twin(fc.constantFrom(...PATTERNS))),
    keyword("format", twin(fc.constantFrom(...FORMATS))),
    keyword("enum", twin(fc.uniqueArray(scalars(), { minLength: 1, maxLength: 4, comparator: "SameValue" }))),
  ];
  return words === "3.0"
    ? fc.oneof(...common, ...legacyAssertions())
    : fc.oneof(...common, ...modernAssertions());
}

function modernAssertions(): fc.Arbitrary<readonly [JsonObject, JsonObject]>[] {
  const needs = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 });
  return [
    keyword("type", twin<JsonValue>(fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 })))),
    keyword("type", twin<JsonValue>(types)),
    keyword("exclusiveMinimum", twin(numbers)),
    keyword("exclusiveMaximum", twin(numbers)),
    keyword("const", twin(scalars())),
    keyword("dependentRequired", twin(fc.dictionary(fc.constantFrom(...NAMES), needs, { maxKeys: 2 }))),
  ];
}

function legacyAssertions(): fc.Arbitrary<readonly [JsonObject, JsonObject]>[] {
  const limit = (name: string, flag: string) =>
    fc
      .tuple(keyword(name, twin(numbers)), keyword(flag, twin(fc.boolean())))
      .map(([one, other]) => merged([one, other]) as readonly [JsonObject, JsonObject]);
  const nullable = fc
    .tuple(
      keyword("type", twin(types.filter((type) => type !== "null"))),
      keyword("nullable", twin(fc.boolean())),
    )
    .map(([one, other]) => merged([one, other]) as readonly [JsonObject, JsonObject]);
  return [limit("minimum", "exclusiveMinimum"), limit("maximum", "exclusiveMaximum"), nullable, nullable];
}
