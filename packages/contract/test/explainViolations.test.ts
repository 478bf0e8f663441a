import fc from "fast-check";
import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { firstOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { type Contract, diffResponse, type JsonValue, loadContract } from "../src/index.ts";
import { explainViolations } from "../src/schema/explainViolations.ts";
import { SchemaValidators } from "../src/schema/SchemaValidators.ts";
import { randomComponents, randomSchemas, randomValues } from "./support/randomSchemas.ts";

const SCHEMAS = process.env.SOAK === undefined ? 200 : Math.ceil(10_000 * Number(process.env.SOAK));
const RUNS = { numRuns: SCHEMAS, seed: 20_260 };

function contractOf(schema: JsonValue): Promise<Contract> {
  return loadContract(documentOf(okWith(schema), { components: randomComponents }));
}

const SCHEMA = "/paths/~1pets/get/responses/200/content/application~1json/schema";

test("a conforming value has no violations, any other has one with an existing location", async () => {
  await fc.assert(
    fc.asyncProperty(
      randomSchemas,
      fc.array(randomValues, { minLength: 5, maxLength: 5 }),
      async (schema, samples) => {
        const contract = await contractOf(schema);
        const validators = new SchemaValidators(contract, "response");
        for (const value of samples) {
          const violations = explainViolations(validators, SCHEMA, value);
          expect(violations.length === 0).toBe(validators.isValid(SCHEMA, value));
          for (const { documentPointer } of violations)
            expect(contract.resolve(documentPointer).value).toBeDefined();
        }
      },
    ),
    RUNS,
  );
});

test("every violation of a value has a location in it", async () => {
  await fc.assert(
    fc.asyncProperty(randomSchemas, randomValues, async (schema, value) => {
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
