import fc from "fast-check";
import type { JsonValue } from "../../src/index.ts";

/** Schemas of every keyword, put together at random. */
export const randomSchemas: fc.Arbitrary<JsonValue> = fc.letrec<{ schema: JsonValue }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthIdentifier: "schema" },
    fc.constantFrom<JsonValue>(
      {},
      true,
      false,
      { type: "string" },
      { type: "integer" },
      { type: ["number", "null"] },
    ),
    fc.constantFrom<JsonValue>({ const: "a" }, { enum: [1, "b", null] }, { minLength: 2 }, { maximum: 3 }),
    fc.constantFrom<JsonValue>(
      { multipleOf: 0.5 },
      { exclusiveMinimum: 1 },
      { maxItems: 1 },
      { maxProperties: 1 },
    ),
    fc.constantFrom<JsonValue>(
      { uniqueItems: true },
      { minProperties: 1 },
      { pattern: "^a" },
      { const: { a: 1 } },
    ),
    fc.constantFrom<JsonValue>({ $ref: "#/components/schemas/Node" }, { dependentRequired: { a: ["b"] } }),
    fc.record({ not: tie("schema") }),
    fc.record(
      {
        prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        items: tie("schema"),
        contains: tie("schema"),
        minContains: fc.nat(2),
        maxContains: fc.nat(2),
      },
      { requiredKeys: [] },
    ),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    // biome-ignore lint/suspicious/noThenProperty: this is the keyword of JSON Schema, the object is never awaited.
    fc.record({ if: tie("schema"), then: tie("schema"), else: tie("schema") }, { requiredKeys: [] }),
    fc.record(
      {
        type: fc.constant("object"),
        required: fc.subarray(["a", "b"]),
        properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema"), { maxKeys: 2 }),
        patternProperties: fc.dictionary(fc.constantFrom("^a", "d"), tie("schema"), {
          minKeys: 1,
          maxKeys: 2,
        }),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        unevaluatedProperties: fc.boolean(),
        dependentSchemas: fc.dictionary(fc.constantFrom("a", "b"), tie("schema"), { minKeys: 1, maxKeys: 1 }),
        propertyNames: fc.constant({ maxLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema;

/** Values that such schemas often decide about differently. */
export const randomValues: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, true, 1, 3.5, "a", "b", "ab", ""),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c", "dd", "valueOf"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

/** What the schemas refer to. */
export const randomComponents = {
  schemas: {
    Node: { type: "object", required: ["a"], properties: { a: { $ref: "#/components/schemas/Node" } } },
  },
};
