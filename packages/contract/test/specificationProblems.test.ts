import { expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { loadContract } from "../src/index.ts";
import { rejectionOf } from "./support/rejectionOf.ts";

const head = 'openapi: 3.1.0\ninfo: { title: t, version: "1" }\n';
const head30 = 'openapi: 3.0.3\ninfo: { title: t, version: "1" }\n';
const getA = "paths:\n  /a:\n    get:\n";
const ok = '      responses: { "200": { description: d } }\n';
const schema = "paths: {}\ncomponents:\n  schemas:\n    A:\n";

const head32 = 'openapi: 3.2.0\ninfo: { title: t, version: "1" }\n';
const parameters = (text: string) => `${getA}      parameters:\n        - ${text}\n${ok}`;
const server = (text: string) => `servers:\n  - ${text}\npaths: {}\n`;
const body = (content: string) =>
  `paths:\n  /a:\n    post:\n      requestBody: { content: { ${content} } }\n${ok}`;
const scheme = (text: string) => `paths: {}\ncomponents: { securitySchemes: { k: { ${text} } } }\n`;
const tags = (text: string) => `tags: [${text}]\npaths: {}\n`;

test.each([
  { name: "a reference that is a number", text: `${head30}${schema}      $ref: 0\n`, at: "7:7" },
  { name: "a reference that is a number in 3.1", text: `${head}${schema}      $ref: 0\n`, at: "7:7" },
  {
    name: "a parameter whose reference is a number",
    text: `${head}${parameters("{ $ref: 1, name: a, in: query, schema: {} }")}`,
    at: "7:13",
  },
  { name: "a required property named twice", text: `${head}${schema}      required: [a, b, a]\n`, at: "7:7" },
  { name: "a type named twice", text: `${head}${schema}      type: [string, string]\n`, at: "7:7" },
  {
    name: "a server variable that is not declared",
    text: `${head}${server("{ url: '/{v}', variables: { version: { default: a } } }")}`,
    at: "4:7",
  },
  {
    name: "a default that is not among the values of its server variable",
    text: `${head30}${server("{ url: '/{v}', variables: { v: { default: c, enum: [a, b] } } }")}`,
    at: "4:38",
  },
  {
    name: "an empty list of values of a server variable",
    text: `${head}${server("{ url: '/{v}', variables: { v: { default: c, enum: [] } } }")}`,
    at: "4:50",
  },
  {
    name: "allowReserved on a header parameter",
    text: `${head}${parameters("{ name: a, in: header, schema: {}, allowReserved: true }")}`,
    at: "7:46",
  },
  {
    name: "allowReserved on a cookie before 3.2",
    text: `${head}${parameters("{ name: a, in: cookie, schema: {}, allowReserved: true }")}`,
    at: "7:46",
  },
  {
    name: "style beside content",
    text: `${head}${parameters("{ name: a, in: query, content: { a/b: {} }, style: form }")}`,
    at: "7:55",
  },
  {
    name: "a parameter whose name no header can have",
    text: `${head}${parameters("{ name: 'a b', in: header, schema: {} }")}`,
    at: "7:13",
  },
  {
    name: "a response header whose name no header can have",
    text: `${head}${getA}      responses: { "200": { description: d, headers: { "a:b": { schema: {} } } } }\n`,
    at: "6:56",
  },
  { name: "a field of 3.2 in 3.1", text: `${head}paths:\n  /a:\n    query: {}\n`, at: "5:5" },
  {
    name: "a method of 3.2 that has a field of its own",
    text: `${head32}paths:\n  /a:\n    additionalOperations: { POST: {} }\n`,
    at: "5:29",
  },
  {
    name: "a query parameter beside one that is the whole query",
    text: `${head32}${getA}      parameters:\n        - { name: a, in: querystring, content: { a/b: {} } }\n        - { name: b, in: query, schema: {} }\n`,
    at: "6:7",
  },
  { name: "a multipleOf of 0", text: `${head}${schema}      multipleOf: 0\n`, at: "7:7" },
  {
    name: "a bound that is exclusive by a number in 3.0",
    text: `${head30}${schema}      exclusiveMinimum: 3\n`,
    at: "7:7",
  },
  {
    name: "a schema of 3.0 that is read-only and write-only",
    text: `${head30}${schema}      readOnly: true\n      writeOnly: true\n`,
    at: "8:7",
  },
  {
    name: "a header without a value",
    text: `${head}${parameters("{ name: a, in: header, allowEmptyValue: true, schema: {} }")}`,
    at: "7:34",
  },
  {
    name: "a response header in two spellings",
    text: `${head}${getA}      responses: { "200": { description: d, headers: { X-A: { schema: {} }, x-a: { schema: {} } } } }\n`,
    at: "6:77",
  },
  {
    name: "a field of a form in the style of a path",
    text: `${head}${body("multipart/form-data: { encoding: { a: { style: matrix } } }")}`,
    at: "6:73",
  },
  {
    name: "a field of a form with an invalid media type",
    text: `${head}${body('multipart/form-data: { encoding: { a: { contentType: "text/plain, json" } } }')}`,
    at: "6:73",
  },
  {
    name: "a field of a form without a media type",
    text: `${head}${body('multipart/form-data: { encoding: { a: { contentType: "" } } }')}`,
    at: "6:73",
  },
  { name: "a body with an invalid media type", text: `${head}${body("json: {}")}`, at: "6:33" },
  {
    name: "one media type in two spellings",
    text: `${head}${body("a/b; x=1: {}, 'A/B;X=1': {}")}`,
    at: "6:47",
  },
  {
    name: "one media type with one charset in two spellings",
    text: `${head}${body("a/b;charset=utf-8: {}, a/b; charset=UTF-8: {}")}`,
    at: "6:56",
  },
  {
    name: "a component whose name has a space",
    text: `${head}paths: {}\ncomponents: { examples: { a b: { value: 1 } } }\n`,
    at: "4:27",
  },
  {
    name: "a flow of OAuth without its address",
    text: `${head}${scheme("type: oauth2, flows: { implicit: { scopes: {} } }")}`,
    at: "4:62",
  },
  { name: "mutual TLS in 3.0", text: `${head30}${scheme("type: mutualTLS")}`, at: "4:39" },
  {
    name: "a licence with an identifier and an address",
    text: 'openapi: 3.1.0\ninfo: { title: t, version: "1", license: { name: n, identifier: MIT, url: u } }\npaths: {}\n',
    at: "2:70",
  },
  {
    name: "a query in the address of a server in 3.2",
    text: `${head32}${server("url: /v1?x=1")}`,
    at: "4:5",
  },
  {
    name: "a server variable that occurs twice in 3.2",
    text: `${head32}${server("{ url: '/{v}/{v}', variables: { v: { default: a } } }")}`,
    at: "4:7",
  },
  { name: "a tag name twice", text: `${head}${tags("{ name: a }, { name: a }")}`, at: "3:23" },
  {
    name: "a parent of a tag that is not declared",
    text: `${head32}${tags("{ name: a, parent: b }")}`,
    at: "3:19",
  },
  {
    name: "a tag below itself",
    text: `${head32}${tags("{ name: a, parent: b }, { name: b, parent: b }")}`,
    at: "3:43",
  },
  {
    name: "the address of a document with a fragment",
    text: `openapi: 3.2.0\n$self: "https://pets.example/api#a"\ninfo: { title: t, version: "1" }\npaths: {}\n`,
    at: "2:1",
  },
  {
    name: "a method that no request can have",
    text: `${head32}paths:\n  /a:\n    additionalOperations: { "C OPY": {} }\n`,
    at: "5:29",
  },
  {
    name: "a key that occurs twice in JSON",
    text: '{ "openapi": "3.1.0",\n"info": { "title": "t", "version": "1" },\n"paths": {}, "p\\u0061ths": {} }',
    at: "3:14",
  },
])("$name is rejected with its location", async ({ text, at }) => {
  const { problems } = await rejectionOf({ "api.yaml": text });
  expect(problems.map(({ location }) => `${location.line}:${location.column}`)).toEqual([at]);
  for (const { message, advice } of problems) expect(`${message} ${advice}`).toMatch(/\. .+\.$/);
});

test.each([
  ["^[\\w-.]+$", "Write ^[\\w\\-.]+$; patterns are regular expressions of ECMA-262 with the flag u."],
  ["^a\\-b$", "Write ^a-b$; patterns are regular expressions of ECMA-262 with the flag u."],
  ["^(a$", "Correct the regular expression."],
])("the pattern %s is rejected with the part that is wrong", async (pattern, advice) => {
  const { problems } = await rejectionOf({ "api.yaml": `${head}${schema}      pattern: '${pattern}'\n` });
  expect(problems).toMatchObject([{ rule: "invalid-value", advice, location: { line: 7, column: 7 } }]);
  expect(problems[0]?.message).toContain(
    `The pattern ${JSON.stringify(pattern)} is not a regular expression`,
  );
});

test.each([
  [
    "an extension in a callback",
    `${head30}${getA}      callbacks: { c: { x-note: text, "{$url}": {} } }\n${ok}`,
  ],
  ["a document of 3.2", `${head32}paths:\n  /a:\n    query: {}\n    additionalOperations: { COPY: {} }\n`],
  [
    "allowEmptyValue that is false in a header",
    `${head}${parameters("{ name: a, in: header, schema: {}, allowEmptyValue: false }")}`,
  ],
  [
    "a media type of a form's field with a comma in a quoted string",
    `${head}${body("multipart/form-data: { encoding: { a: { contentType: 'a/b; c=\"d,e\", a/c' } } }")}`,
  ],
  [
    "allowReserved on a path parameter in 3.2",
    `${head32}paths:\n  /{a}:\n    get:\n      parameters: [{ name: a, in: path, required: true, schema: {}, allowReserved: true }]\n`,
  ],
  [
    "a server variable whose name has a question mark in 3.2",
    `${head32}${server('{ url: "/{a?}", variables: { "a?": { default: x } } }')}`,
  ],
  [
    "a security scheme by its address in 3.2",
    `${head32}${getA}      security: [{ "#/components/securitySchemes/k": [] }]\n${ok}components: { securitySchemes: { k: { type: http, scheme: bearer } } }\n`,
  ],
])("%s is allowed", async (_, text) => {
  await using files = await writeFiles({ "api.yaml": text });
  await expect(loadContract(files.path("api.yaml"))).resolves.toBeDefined();
});

test("the address of a schema does not refer to a security scheme of the same name", async () => {
  const components =
    "components: { schemas: { k: {} }, securitySchemes: { k: { type: http, scheme: bearer } } }";
  const text = `${head32}${getA}      security: [{ "#/components/schemas/k": [] }]\n${ok}${components}\n`;
  const { problems } = await rejectionOf({ "api.yaml": text });
  expect(problems.map(({ rule }) => rule)).toEqual(["unknown-field", "unknown-security-scheme"]);
});

test("a scheme by its name and by its addresses requires all scopes and stands in the components", async () => {
  const flows = "{ password: { tokenUrl: /a, scopes: { r: r, w: w } } }";
  const requirement = `{ k: [r], "#/components/securitySchemes/k": [w], "./schemes.yaml#/basic": [], ./token.yaml: [] }`;
  await using files = await writeFiles({
    "api.yaml": `${head32}${getA}      security: [${requirement}]\n${ok}components: { securitySchemes: { k: { type: oauth2, flows: ${flows} } } }\n`,
    "schemes.yaml": "basic: { type: http, scheme: basic }\n",
    "token.yaml": "type: http\nscheme: bearer\n",
  });
  const { document } = await loadContract(files.path("api.yaml"));
  expect(document).toMatchObject({
    paths: { "/a": { get: { security: [{ k: ["r", "w"], basic: [], token: [] }] } } },
    components: { securitySchemes: { basic: { scheme: "basic" }, token: { scheme: "bearer" } } },
  });
});
