import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import {
  type Contract,
  createRequestReader,
  diffResponse,
  type JsonValue,
  loadContract,
  schemaValidators,
} from "../../packages/contract/src/index.ts";
import { sampleValues } from "../../packages/contract-testing/src/check.ts";
import { createSchemaSource } from "../../packages/spec-review/src/schema/createSchemaSource.ts";
import { createEvaluation } from "../../packages/spec-review/src/values/createEvaluation.ts";

/** What a schema means, as its specification says; the four readers of schemas have to agree on it. */
interface SchemaCase {
  readonly name: string;
  /** @default 3.1.1 */
  readonly openapi?: string;
  readonly schema: unknown;
  readonly components?: Readonly<Record<string, unknown>>;
  /** Values that conform in both directions. */
  readonly fits?: readonly JsonValue[];
  /** Values that conform in no direction. */
  readonly breaks?: readonly JsonValue[];
  /** Values that conform in requests and not in responses. */
  readonly onlyRequest?: readonly JsonValue[];
  /** Values that conform in responses and not in requests. */
  readonly onlyResponse?: readonly JsonValue[];
}

const CASES = JSON.parse(
  await readFile(new URL("corpus/schemaCases.json", import.meta.url), "utf8"),
) as readonly SchemaCase[];

type Direction = "request" | "response";

const SCHEMAS = {
  request: "/paths/~1/post/requestBody/content/application~1json/schema",
  response: "/paths/~1/post/responses/200/content/application~1json/schema",
} as const;

function documentOf({ openapi = "3.1.1", schema, components = {} }: SchemaCase): object {
  const content = { "application/json": { schema } };
  const operation = {
    operationId: "send",
    requestBody: { required: true, content },
    responses: { "200": { description: "d", content } },
  };
  return {
    openapi,
    info: { title: "t", version: "1" },
    paths: { "/": { post: operation } },
    components: { schemas: components },
  };
}

/** A reader of schemas as a question: does a value conform? */
type Reader = (value: JsonValue) => boolean;

function readersOf(contract: Contract, direction: Direction): Readonly<Record<string, Reader>> {
  const operation = contract.operations.get("send");
  if (operation === undefined) throw new Error("the document has no operation");
  let id = 0;
  const source = createSchemaSource({
    root: contract.document,
    dynamicAnchorsOf: contract.dynamicAnchorsOf,
    dialect: contract.openapi.startsWith("3.0") ? "3.0" : "3.1",
    direction,
    nextId: () => ++id,
  });
  const review: Reader = (value) =>
    createEvaluation().evaluate(source.at(SCHEMAS[direction]), value) !== undefined;
  if (direction === "response") {
    return {
      review,
      response: (value) => {
        const response = {
          status: 200,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(value),
        };
        // What no schema names is a finding of its own, beside the schema.
        return diffResponse(operation, response).every(({ kind }) => kind === "unlisted-property");
      },
    };
  }
  const reader = createRequestReader(operation);
  const request = { rawPathParameters: {}, rawQuery: "", headers: {}, mediaKey: "application/json" };
  return { review, request: (body) => reader.read({ ...request, body }).accepted };
}

test.each(CASES)(
  "the validators of requests and responses and the review agree about: $name",
  async (one) => {
    const contract = await loadContract(documentOf(one));
    const { fits = [], breaks = [], onlyRequest = [], onlyResponse = [] } = one;
    const expected = {
      request: { fits: [...fits, ...onlyRequest], breaks: [...breaks, ...onlyResponse] },
      response: { fits: [...fits, ...onlyResponse], breaks: [...breaks, ...onlyRequest] },
    };
    for (const direction of ["request", "response"] as const) {
      for (const [name, conforms] of Object.entries(readersOf(contract, direction))) {
        const wanted = expected[direction];
        expect({ name, direction, accepted: wanted.breaks.filter(conforms) }).toEqual({
          name,
          direction,
          accepted: [],
        });
        const isRejected = (value: JsonValue) => !conforms(value);
        expect({ name, direction, rejected: wanted.fits.filter(isRejected) }).toEqual({
          name,
          direction,
          rejected: [],
        });
      }
    }
  },
);

test.each(CASES)("the generator makes only values that a request may have: $name", async (one) => {
  const contract = await loadContract(documentOf(one));
  const isPossible = (one.fits?.length ?? 0) + (one.onlyRequest?.length ?? 0) > 0;
  const made = sampleValues(contract, SCHEMAS.request, { count: 40 });
  const validators = schemaValidators(contract, "request");
  expect(made.filter((value) => !validators.isValid(SCHEMAS.request, value))).toEqual([]);
  expect(made.length > 0).toBe(isPossible);
});
