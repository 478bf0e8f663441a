import {
  createRequestReader,
  type JsonValue,
  loadContract,
  type Operation,
  type RequestFacts,
} from "@gatehouse/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canCarry } from "../../src/check/requests/canCarry.ts";
import { partsOf } from "../../src/check/requests/partsOf.ts";
import { writeParameter } from "../../src/check/requests/writeParameter.ts";

const SCHEMAS = {
  text: { type: "string" },
  integer: { type: "integer" },
  texts: { type: "array", items: { type: "string" } },
  numbers: { type: "array", items: { type: "number" } },
  map: { type: "object", additionalProperties: { type: "string" } },
} as const;

const aNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));

/** Values of a kind; headers and cookies hardly carry more than ASCII. */
function valuesOf(kind: keyof typeof SCHEMAS, location: string): fc.Arbitrary<JsonValue> {
  const isNarrow = location === "header" || location === "cookie";
  const aText = fc.string({
    unit: isNarrow ? fc.constantFrom(..."abcXYZ019-_.~!'()*") : "grapheme",
    maxLength: 6,
  });
  switch (kind) {
    case "text":
      return aText;
    case "integer":
      return fc.maxSafeInteger();
    case "texts":
      return fc.array(aText, { minLength: 1, maxLength: 3 });
    case "numbers":
      return fc.array(aNumber, { minLength: 1, maxLength: 3 });
    case "map":
      return fc.dictionary(aText, aText, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  }
}

const CELLS: readonly (readonly [
  location: string,
  style: string,
  kinds: readonly (keyof typeof SCHEMAS)[],
])[] = [
  ["path", "simple", ["text", "integer", "texts", "numbers", "map"]],
  ["path", "label", ["text", "integer", "texts", "map"]],
  ["path", "matrix", ["text", "integer", "texts", "numbers", "map"]],
  ["query", "form", ["text", "integer", "texts", "numbers", "map"]],
  ["query", "spaceDelimited", ["texts", "numbers"]],
  ["query", "pipeDelimited", ["texts", "numbers"]],
  ["query", "deepObject", ["map"]],
  ["header", "simple", ["text", "integer", "texts", "numbers", "map"]],
  ["cookie", "form", ["text", "integer", "texts", "numbers"]],
];
const rows = CELLS.flatMap(([location, style, kinds]) =>
  kinds.flatMap((kind) => [true, false].map((explode) => ({ location, style, kind, explode }))),
);

async function operationWith({ location, style, kind, explode }: (typeof rows)[number]): Promise<Operation> {
  const required = location === "path" ? { required: true } : {};
  const parameter = { name: "p", in: location, style, explode, schema: SCHEMAS[kind], ...required };
  const contract = await loadContract({
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: {
      [location === "path" ? "/{p}" : "/"]: {
        get: { operationId: "one", parameters: [parameter], responses: { 204: { description: "d" } } },
      },
    },
  });
  const operation = contract.operations.get("one");
  if (operation === undefined) throw new Error("the document has no operation");
  return operation;
}

function factsOf(location: string, { text, pairs }: ReturnType<typeof writeParameter>): RequestFacts {
  const joined = pairs.map(([name, value]) => `${name}=${value}`);
  return {
    rawPathParameters: location === "path" ? { p: text } : {},
    rawQuery: location === "query" ? joined.join("&") : "",
    headers: {
      ...(location === "header" && { p: text }),
      ...(location === "cookie" && { cookie: joined.join("; ") }),
    },
    mediaKey: undefined,
    body: undefined,
  };
}

test.for(rows)(
  "what the checker writes as $kind in $location, style $style, explode $explode, is read back",
  async (row) => {
    const operation = await operationWith(row);
    const [part] = partsOf(operation).parameters;
    if (part === undefined) throw new Error("the operation has no parameter");
    const reader = createRequestReader(operation);
    fc.assert(
      fc.property(valuesOf(row.kind, row.location), (value) => {
        fc.pre(canCarry(part, value));
        const written = writeParameter(part.parameter, value);
        const reading = reader.read(factsOf(row.location, written));
        expect(reading).toMatchObject({ accepted: true });
        const values = reading.accepted ? reading.values[part.parameter.in].p : undefined;
        expect(values).toEqual(value);
      }),
      { numRuns: 40, seed: 20_261_129, maxSkipsPerRun: 1_000 },
    );
  },
);
