import fc from "fast-check";
import { expect, test } from "vitest";
import { type Contract, diffResponse, type JsonValue, loadContract } from "../src/index.ts";
import { explainViolations } from "../src/schema/explainViolations.ts";
import { SchemaValidators } from "../src/schema/SchemaValidators.ts";
import { documentOf, okWith } from "./support/documents.ts";
import { firstOperation } from "./support/onlyOperation.ts";

const RUNS = { numRuns: 400, seed: 20_260 };

/** Schemas of every keyword, put together at random. */
const schemas: fc.Arbitrary<JsonValue> = fc.letrec<{ schema: JsonValue }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthIdentifier: "schema" },
    fc.constantFrom<JsonValue>(
      {},
      true,
      { type: "string" },
      { type: "integer" },
      { type: ["number", "null"] },
    ),
    fc.constantFrom<JsonValue>({ const: "a" }, { enum: [1, "b", null] }, { minLength: 2 }, { maximum: 3 }),
    fc.constantFrom<JsonValue>(
      { uniqueItems: true },
      { minProperties: 1 },
      { pattern: "^a" },
      { $ref: "#/components/schemas/Node" },
    ),
    fc.record({ not: tie("schema") }),
    fc.record({ items: tie("schema"), contains: tie("schema") }, { requiredKeys: [] }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record(
      {
        type: fc.constant("object"),
        required: fc.subarray(["a", "b"]),
        properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema"), { maxKeys: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        unevaluatedProperties: fc.boolean(),
        propertyNames: fc.constant({ maxLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema;

const values = fc.letrec<{ value: JsonValue }>((tie) => ({
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

const components = {
  schemas: {
    Node: { type: "object", required: ["a"], properties: { a: { $ref: "#/components/schemas/Node" } } },
  },
};

function contractOf(schema: JsonValue): Promise<Contract> {
  return loadContract(documentOf(okWith(schema), { components }));
}

const SCHEMA = "/paths/~1pets/get/responses/200/content/application~1json/schema";

test("a value that fits has no violations, one that does not fit has one with a place that exists", async () => {
  await fc.assert(
    fc.asyncProperty(schemas, fc.array(values, { minLength: 5, maxLength: 5 }), async (schema, samples) => {
      const contract = await contractOf(schema);
      const validators = new SchemaValidators(contract, "response");
      for (const value of samples) {
        const violations = explainViolations(validators, SCHEMA, value);
        expect(violations.length === 0).toBe(validators.isValid(SCHEMA, value));
        for (const { documentPointer } of violations)
          expect(contract.resolve(documentPointer).value).toBeDefined();
      }
    }),
    RUNS,
  );
});

test("every fault of a value names a place in it", async () => {
  await fc.assert(
    fc.asyncProperty(schemas, values, async (schema, value) => {
      const operation = firstOperation(await contractOf(schema));
      const headers = { "content-type": "application/json" };
      for (const difference of diffResponse(operation, {
        status: 200,
        headers,
        body: JSON.stringify(value),
      })) {
        expect(difference.responsePointer).toMatch(/^\/body(\/|$)/);
        expect(difference.expected).not.toBe("");
      }
    }),
    RUNS,
  );
});
