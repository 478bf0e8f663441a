import { expect, test } from "vitest";
import type { Plain } from "../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { createRequestReader, parseJsonText } from "../src/index.ts";
import { parameter, read, violationsOf } from "./support/readRequest.ts";

async function query(definition: Plain, rawQuery: string): Promise<unknown> {
  const wanted = { operation: { parameters: [definition] } };
  const reading = await read(wanted, { rawQuery });
  return reading.accepted ? reading.values.query : violationsOf(wanted, { rawQuery });
}

const json = "application/json";
const integers = { type: "array", items: { type: "integer" } };
const text = { type: "string" };

test.for([
  ["a text", parameter("query q", text), "q=a%20b", { q: "a b" }],
  ["a number", parameter("query q", { type: "integer" }), "q=12", { q: 12 }],
  ["a default", parameter("query q", { type: "integer", default: 7 }), "", { q: 7 }],
  ["nothing where nothing is required", parameter("query q", { type: "integer" }), "", {}],
  ["a list of one", parameter("query q", integers), "q=1", { q: [1] }],
  ["reserved characters", parameter("query q", text), "q=a/b:c?@!$'()*,;=", { q: "a/b:c?@!$'()*,;=" }],
  ["a plus sign", parameter("query q", text), "q=a+b%2B", { q: "a b+" }],
  ["an encoded name", parameter("query q", text), "%71=1", { q: "1" }],
  ["pairs without a name or value", parameter("query q", text), "&q=1&", { q: "1" }],
  [
    "a deep object",
    parameter("query q", { type: "object" }, { style: "deepObject" }),
    "q[a]=1",
    { q: { a: "1" } },
  ],
  ["brackets in a name", parameter("query q[]", integers), "q[]=1&q%5B%5D=2", { "q[]": [1, 2] }],
  ["a free map", parameter("query q", { type: "object" }), "a=1&b=2", { q: { a: "1", b: "2" } }],
  [
    "an empty text where it means absence",
    parameter("query q", { type: "integer", default: 3 }, { allowEmptyValue: true }),
    "q=",
    { q: 3 },
  ],
  [
    "JSON",
    { name: "q", in: "query", content: { "application/json": {} } },
    "q=%7B%22a%22:+1%7D",
    { q: { a: 1 } },
  ],
  [
    "text of another media type",
    { name: "q", in: "query", content: { "text/plain": { schema: { type: "integer" } } } },
    "q=7",
    { q: 7 },
  ],
  [
    "a form in a parameter",
    {
      name: "q",
      in: "query",
      content: {
        "application/x-www-form-urlencoded": { schema: { type: "object", properties: { a: integers } } },
      },
    },
    "q=a%3D1%26a%3D2",
    { q: { a: [1, 2] } },
  ],
  ["a wrong type", parameter("query q", { type: "integer" }), "q=x", ["query/q must be integer (type)"]],
  [
    "a missing parameter",
    parameter("query q", {}, { required: true }),
    "",
    ["query/q is required (required)"],
  ],
  [
    "an unknown name",
    parameter("query word", text),
    "wort=1",
    ['query/wort is not a query parameter of this operation; did you mean "word"? (unknownParameter)'],
  ],
  ["a scalar twice", parameter("query q", text), "q=1&q=2", ["query/q must be sent once (style)"]],
  [
    "a broken encoding",
    parameter("query q", text),
    "q=%zz",
    ["query/q must be well-formed percent-encoding of UTF-8 (encoding)"],
  ],
  [
    "text that is no JSON",
    { name: "q", in: "query", content: { "application/json": {} } },
    "q=x",
    ["query/q must be JSON text without repeated keys (mediaType)"],
  ],
  [
    "a number that is rounded",
    parameter("query q", { type: "integer" }),
    "q=9007199254740993",
    [
      "query/q must be an integer that a double represents exactly, such as those between -9007199254740991 and 9007199254740991 (exactNumber)",
    ],
  ],
  [
    "a number that is too large",
    parameter("query q", { type: "number" }),
    "q=1e400",
    ["query/q must be a number between -1.7976931348623157e+308 and 1.7976931348623157e+308 (exactNumber)"],
  ],
] as const)("the reader reads %s as the specification demands", async ([, definition, rawQuery, want]) => {
  expect(await query(definition as Plain, rawQuery)).toEqual(want);
});

test("all violations are found at once, each with its location in the document", async () => {
  const operation = {
    parameters: [
      parameter("query a", { type: "integer" }),
      parameter("header X-B", text, { required: true }),
    ],
    requestBody: { content: { [json]: { schema: { type: "object", properties: { c: { enum: ["x"] } } } } } },
  };
  const reading = await read({ operation }, { rawQuery: "a=x&d=1", mediaKey: json, body: { c: "y" } });
  expect(reading).toEqual({
    accepted: false,
    violations: [
      expect.objectContaining({
        in: "query",
        pointer: "/a",
        documentPointer: "/paths/~1pets/post/parameters/0/schema/type",
      }),
      expect.objectContaining({
        in: "header",
        pointer: "/X-B",
        documentPointer: "/paths/~1pets/post/parameters/1/required",
      }),
      expect.objectContaining({ in: "query", pointer: "/d", documentPointer: "/paths/~1pets/post" }),
      expect.objectContaining({
        in: "body",
        pointer: "/c",
        actual: "y",
        location: { file: "(document)", line: expect.any(Number), column: expect.any(Number) },
      }),
    ],
  });
});

test("integers of the format int64 are passed on as bigint with that option of the reader", async () => {
  const wide = { type: "integer", format: "int64" };
  const operation = await onlyOperation({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {
      "/pets": {
        post: {
          parameters: [parameter("query id", wide), parameter("query small", { type: "integer" })],
          requestBody: { content: { [json]: { schema: { type: "array", items: wide } } } },
          responses: { default: { description: "d" } },
        },
      },
    },
  });
  const reader = createRequestReader(operation, { integers: "bigint" });
  const { value, inexact } = parseJsonText("[1, 9007199254740993]");
  const request = { rawPathParameters: {}, headers: {}, mediaKey: json, body: value, inexact };
  expect(reader.read({ ...request, rawQuery: "id=9007199254740993&small=1" })).toEqual({
    accepted: true,
    values: {
      path: {},
      query: { id: 9007199254740993n, small: 1 },
      header: {},
      cookie: {},
      body: [1n, 9007199254740993n],
    },
  });
  expect(reader.read({ ...request, rawQuery: "id=9223372036854775808" })).toMatchObject({
    violations: [
      { pointer: "/id", message: expect.stringContaining("-9223372036854775808 and 9223372036854775807") },
    ],
  });
});

test("a number of a JSON body that a double cannot represent is a violation with its pointer", async () => {
  const operation = {
    requestBody: {
      content: {
        [json]: { schema: { type: "object", properties: { n: { type: "integer" }, f: { type: "number" } } } },
      },
    },
  };
  const { value, inexact } = parseJsonText('{"n": 9007199254740993, "f": 18446744073709552000}');
  expect(await violationsOf({ operation }, { mediaKey: json, body: value, inexact })).toEqual([
    expect.stringMatching("^body/n must be an integer that a double represents exactly.* \\(exactNumber\\)$"),
  ]);
});

test("header parameters such as Authorization are ignored (OpenAPI 3.1.1, 4.8.12.1)", async () => {
  const operation = {
    parameters: [parameter("header Authorization", { pattern: "^x" }, { required: true })],
  };
  expect(await read({ operation }, { headers: { authorization: "Bearer y" } })).toMatchObject({
    accepted: true,
    values: { header: {} },
  });
});

test("two exploded objects share a query by the names of their properties", async () => {
  const object = (name: string, more: Plain = {}) =>
    parameter(`query ${name}`, { type: "object", properties: { [name]: integers }, ...more });
  const operation = {
    parameters: [object("a"), object("b", { additionalProperties: text }), parameter("query c", text)],
  };
  expect(await read({ operation }, { rawQuery: "a=1&b=2&b=3&c=4&d=5" })).toMatchObject({
    values: { query: { a: { a: [1] }, b: { b: [2, 3], d: "5" }, c: "4" } },
  });
});

test("parameters of every location are converted and have the names of the document", async () => {
  const parameters = [
    parameter("path id", { type: "integer" }),
    parameter("path tags", { type: "array", items: { type: "string" } }),
    parameter("header X-Count", { type: "integer", default: 3 }),
    parameter("header X-On", { type: "boolean" }),
    parameter("cookie visit", { type: "integer" }),
  ];
  const result = await read(
    { path: "/pets/{id}/{tags}", operation: { parameters } },
    {
      rawPathParameters: { id: "5", tags: "a,b%2Cc" },
      headers: { "x-on": "true", host: "h", cookie: "visit=9; other=1" },
    },
  );
  expect(result).toEqual({
    accepted: true,
    values: {
      path: { id: 5, tags: ["a", "b,c"] },
      query: {},
      header: { "X-Count": 3, "X-On": true },
      cookie: { visit: 9 },
      body: undefined,
    },
  });
});

test("a schema behind a reference applies, and so do keywords beside the reference", async () => {
  const schemas = { Count: { type: "integer" } };
  const operation = {
    parameters: [parameter("query q", { $ref: "#/components/schemas/Count", default: 1 })],
  };
  expect(await read({ operation, schemas }, { rawQuery: "q=2" })).toMatchObject({
    values: { query: { q: 2 } },
  });
  expect(await read({ operation, schemas }, {})).toMatchObject({ values: { query: { q: 1 } } });
});
