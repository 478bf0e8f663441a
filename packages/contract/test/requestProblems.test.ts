import { expect, test } from "vitest";
import { loadContract, requestProblems } from "../src/index.ts";

const object = (name: string, more: object = {}) => ({
  name,
  in: "query",
  schema: { type: "object", properties: { a: { type: "string" } } },
  ...more,
});
const list = (name: string, more: object) => ({
  name,
  in: "query",
  schema: { type: "array", items: {} },
  ...more,
});
const text = (name: string, more: object = {}) => ({
  name,
  in: "query",
  schema: { type: "string" },
  ...more,
});

async function problemsOf(...parameters: readonly object[]): Promise<readonly string[]> {
  const contract = await loadContract({
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: { "/a": { get: { parameters, responses: { 204: { description: "d" } } } } },
  });
  return requestProblems(contract).map(({ rule, message }) => `${rule}: ${message}`);
}

test.for([
  {
    name: "a text in the style spaceDelimited",
    parameters: [text("p", { style: "spaceDelimited" })],
    want: [
      'undefined-style: OpenAPI does not define how a single value is written in the style "spaceDelimited" (parameter "p").',
    ],
  },
  {
    name: "an exploded object in the style pipeDelimited",
    parameters: [object("p", { style: "pipeDelimited", explode: true })],
    want: [
      'undefined-style: OpenAPI does not define how an object is written in the style "pipeDelimited" with explode: true (parameter "p").',
    ],
  },
  {
    name: "a list in the style deepObject",
    parameters: [list("p", { style: "deepObject" })],
    want: [
      'undefined-style: OpenAPI does not define how a list is written in the style "deepObject" (parameter "p").',
    ],
  },
  {
    name: "a property with the name of a parameter",
    parameters: [text("a"), object("p")],
    want: [
      'ambiguous-parameter: The property "a" of the object "p" has the same name in the query as the query parameter or key "a".',
    ],
  },
  {
    name: "one property of two objects",
    parameters: [object("p"), object("q")],
    want: [
      'ambiguous-parameter: The property "a" of the object "q" has the same name in the query as the object "p".',
    ],
  },
  {
    name: "two objects that take any name",
    parameters: ["p", "q"].map((name) => ({ name, in: "query", schema: { type: "object" } })),
    want: ['ambiguous-parameter: The objects "p" and "q" both take query parameters of any name.'],
  },
  {
    name: "an exploded list in the style pipeDelimited",
    parameters: [list("p", { style: "pipeDelimited", explode: true })],
    want: [],
  },
  {
    name: "two objects in the style deepObject",
    parameters: [object("p", { style: "deepObject" }), object("q", { style: "deepObject" }), text("a")],
    want: [],
  },
  {
    name: "two objects that are not exploded",
    parameters: [object("p", { explode: false }), object("q", { explode: false })],
    want: [],
  },
])("$name is reported or not, before there are requests", async ({ parameters, want }) => {
  expect(await problemsOf(...parameters)).toEqual(want);
});

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";
const fields = {
  type: "object",
  properties: { size: { type: "integer" }, tags: { type: "array", items: {} } },
};

test.for<readonly [string, object, object, RegExp | undefined]>([
  [FORM, fields, { sise: { contentType: "text/plain" } }, /^unknown-field: .* no property "sise".*/],
  [
    MULTIPART,
    fields,
    { size: { contentType: "text/plain" }, tags: { contentType: "text/plain" } },
    undefined,
  ],
  [MULTIPART, { ...fields, additionalProperties: true }, { other: { contentType: "text/plain" } }, undefined],
  [MULTIPART, {}, { other: { contentType: "text/plain" } }, undefined],
  [
    FORM,
    fields,
    { size: { style: "deepObject" } },
    /^undefined-style: .*a single value.*\(property "size"\)/,
  ],
  [FORM, fields, { tags: { style: "pipeDelimited" } }, undefined],
  [FORM, fields, { tags: { style: "deepObject" } }, /^undefined-style: .*a list.*\(property "tags"\)/],
])(
  "a form in %s of %o with the encoding %o is reported or not",
  async ([mediaType, schema, encoding, want]) => {
    const requestBody = { content: { [mediaType]: { schema, encoding } } };
    const contract = await loadContract({
      openapi: "3.1.1",
      info: { title: "t", version: "1" },
      paths: { "/a": { post: { requestBody, responses: { 204: { description: "d" } } } } },
    });
    const problems = requestProblems(contract).map(({ rule, message }) => `${rule}: ${message}`);
    expect(problems).toEqual(want === undefined ? [] : [expect.stringMatching(want)]);
  },
);

test("a problem of a shared parameter is reported once, with its location and a remedy", async () => {
  const get = {
    parameters: [{ $ref: "#/components/parameters/P" }],
    responses: { 204: { description: "d" } },
  };
  const contract = await loadContract({
    openapi: "3.0.3",
    info: { title: "t", version: "1" },
    paths: { "/a": { get }, "/b": { get } },
    components: { parameters: { P: text("p", { style: "deepObject" }) } },
  });
  expect(requestProblems(contract)).toEqual([
    expect.objectContaining({
      pointer: "/components/parameters/P",
      location: { file: "(document)", line: expect.any(Number), column: expect.any(Number) },
      advice: 'Use this style for an object, or write the style "form".',
    }),
  ]);
});
