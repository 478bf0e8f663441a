import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { type JsonValue, loadContract, schemaValidators } from "../src/index.ts";
import { randomComponents, randomSchemas, randomValues } from "./support/randomSchemas.ts";

/** Schemas, with eight values each. */
const SCHEMAS = process.env.SOAK === undefined ? 250 : Math.ceil(10_000 * Number(process.env.SOAK));
const SCHEMA = "/paths/~1pets/get/responses/200/content/application~1json/schema";

/** Where Ajv decides otherwise, with the clause that decides. */
const AJV_IS_WRONG: readonly ((schema: string, value: string) => boolean)[] = [
  // Its comparison of objects calls `valueOf` of what it compares (JSON Schema 2020-12 core, 4.2.2).
  (_, value) => value.includes("valueOf"),
  // It skips `contains` where `prefixItems` finds no item to look at (JSON Schema 2020-12 core, 10.3.1.3).
  (schema) => schema.includes("prefixItems") && schema.includes("contains"),
];

function ajvFor(document: object): (value: JsonValue) => boolean | undefined {
  // Without `allErrors`, Ajv 8.20 skips `contains` where `prefixItems` finds no item to look at.
  const options = {
    strict: false,
    validateSchema: false,
    ownProperties: true,
    allErrors: true,
    logger: false,
  };
  const ajv = new Ajv2020(options as ConstructorParameters<typeof Ajv2020>[0]);
  addFormats.default(ajv);
  ajv.addSchema(document, "document");
  const validate = ajv.compile({ $ref: `document#${encodeURI(SCHEMA)}` });
  return (value) => validate(value) === true;
}

test("our validators, with generated code and without, and Ajv agree on random schemas and values", async () => {
  await fc.assert(
    fc.asyncProperty(
      randomSchemas,
      fc.array(randomValues, { minLength: 8, maxLength: 8 }),
      async (schema, values) => {
        const document = documentOf(okWith(schema), { components: randomComponents });
        const generated = schemaValidators(await loadContract(document), "response").compile(SCHEMA);
        const walked = schemaValidators(
          await loadContract(document, { codeGeneration: false }),
          "response",
        ).compile(SCHEMA);
        const ajv = ajvFor(document);
        for (const value of values) {
          const texts = [JSON.stringify(schema), JSON.stringify(value)] as const;
          if (AJV_IS_WRONG.some((isKnown) => isKnown(...texts))) continue;
          expect([...texts, generated(value), walked(value)]).toEqual([...texts, ajv(value), ajv(value)]);
        }
      },
    ),
    { numRuns: SCHEMAS, seed: 20_261 },
  );
});
