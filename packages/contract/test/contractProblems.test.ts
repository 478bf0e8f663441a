import { formatLocation } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { rejectionOf } from "./support/rejectionOf.ts";

const REFERENCE = "Write a reference to an operation, such as #/paths/~1a/get.";
const head = 'openapi: 3.1.0\ninfo: { title: t, version: "1" }\n';
const head30 = 'openapi: 3.0.3\ninfo: { title: t, version: "1" }\n';
const getA = "paths:\n  /a:\n    get:\n";
const ok = '      responses: { "200": { description: d } }\n';
const schema = "paths: {}\ncomponents:\n  schemas:\n    A:\n";

test.for([
  [
    "an unknown version",
    'openapi: 3.3.0\ninfo: { title: t, version: "1" }\npaths: {}\n',
    "unsupported-version",
    "api.yaml:1:1",
  ],
  ["Swagger 2.0", 'swagger: "2.0"\n', "unsupported-version", "api.yaml:1:1"],
  ["no version", "info: {}\n", "unsupported-version", "api.yaml:1:1"],
  ["a list", "- a\n", "wrong-type", "api.yaml:1:1"],
  ["broken YAML", `${head}paths:\n  /a: [\n`, "syntax", "api.yaml:5:1"],
  ["a key that occurs twice", `${head}paths: {}\npaths: {}\n`, "repeated-key", "api.yaml:4:1"],
  ["no info", "openapi: 3.1.0\npaths: {}\n", "missing-field", "api.yaml:1:1"],
  ["no paths, webhooks or components", head, "missing-field", "api.yaml:1:1"],
  ["no paths in 3.0", `${head30}components: {}\n`, "missing-field", "api.yaml:1:1"],
  [
    "a version that is a number",
    "openapi: 3.1.0\ninfo: { title: t, version: 1 }\npaths: {}\n",
    "wrong-type",
    "api.yaml:2:19",
  ],
  ["a misspelt field", `${head}${getA}      sumary: s\n${ok}`, "unknown-field", "api.yaml:6:7"],
  ["a field of 3.1 in 3.0", `${head30}paths: {}\nwebhooks: {}\n`, "unknown-field", "api.yaml:4:1"],
  ["a path without slash", `${head}paths:\n  a: {}\n`, "unknown-field", "api.yaml:4:3"],
  [
    "a status that is none",
    `${head}${getA}      responses:\n        "2000": { description: d }\n`,
    "unknown-field",
    "api.yaml:7:9",
  ],
  [
    "a response without description",
    `${head}${getA}      responses:\n        "200": {}\n`,
    "missing-field",
    "api.yaml:7:9",
  ],
  ["a list in place of an object", `${head}paths: []\n`, "wrong-type", "api.yaml:3:1"],
  ["an object in place of a list", `${head}servers: {}\npaths: {}\n`, "wrong-type", "api.yaml:3:1"],
  [
    "a reference into nothing",
    `${head}${schema}      $ref: "#/components/schemas/B"\n`,
    "unresolved-reference",
    "api.yaml:7:7",
  ],
  [
    "a reference to a missing file",
    `${head}${schema}      $ref: missing.yaml\n`,
    "unresolved-reference",
    "api.yaml:7:7",
  ],
  [
    "a reference to a missing anchor",
    `${head}${schema}      $ref: "#b"\n`,
    "unresolved-reference",
    "api.yaml:7:7",
  ],
  [
    "a reference in place of an operation",
    `${head}paths:\n  /a:\n    get:\n      $ref: "#/x-get"\nx-get: { responses: {} }\n`,
    "misplaced-reference",
    "api.yaml:6:7",
  ],
  [
    "a reference in place of properties",
    `${head}${schema}      properties: { $ref: "#/x-properties" }\nx-properties: { a: {} }\n`,
    "misplaced-reference",
    "api.yaml:7:21",
  ],
  [
    "a reference of the wrong kind",
    `${head}${getA}      responses:\n        "200":\n          $ref: "#/components/schemas/A"\ncomponents: { schemas: { A: {} } }\n`,
    "wrong-type",
    "api.yaml:8:11",
  ],
  [
    "references in a circle",
    `${head}${schema}      $ref: "#/components/schemas/B"\n    B:\n      $ref: "#/components/schemas/A"\n`,
    "cyclic-reference",
    "api.yaml:7:7",
  ],
  [
    "a path item that contains itself",
    `${head}paths:\n  /a:\n    $ref: "#/paths/~1a"\n`,
    "cyclic-reference",
    "api.yaml:5:5",
  ],
  ["an unknown type", `${head}${schema}      type: text\n`, "invalid-value", "api.yaml:7:7"],
  ["a list of types in 3.0", `${head30}${schema}      type: [string]\n`, "invalid-value", "api.yaml:7:7"],
  ["a broken pattern", `${head}${schema}      pattern: "("\n`, "invalid-value", "api.yaml:7:7"],
  ["a length that is not a number", `${head}${schema}      minLength: "3"\n`, "wrong-type", "api.yaml:7:7"],
  ["an empty allOf", `${head}${schema}      allOf: []\n`, "wrong-type", "api.yaml:7:7"],
  ["a keyword of 3.1 in 3.0", `${head30}${schema}      const: 3\n`, "unknown-field", "api.yaml:7:7"],
  ["a misspelt keyword in 3.0", `${head30}${schema}      requierd: [a]\n`, "unknown-field", "api.yaml:7:7"],
  ["a schema that is text", `${head}${schema}      items: string\n`, "wrong-type", "api.yaml:7:7"],
  [
    "a discriminator target that is not there",
    `${head}${schema}      discriminator:\n        propertyName: k\n        mapping:\n          b: B\n`,
    "unresolved-reference",
    "api.yaml:10:11",
  ],
  [
    "an operationId twice",
    `${head}${getA}      operationId: x\n${ok}    put:\n      operationId: x\n${ok}`,
    "duplicate-operation-id",
    "api.yaml:9:7",
  ],
  [
    "a path parameter that is not declared",
    `${head}paths:\n  /a/{id}:\n    get:\n${ok}`,
    "undeclared-path-parameter",
    "api.yaml:5:5",
  ],
  [
    "a path parameter that is not in the path",
    `${head}${getA}      parameters:\n        - { name: id, in: path, required: true, schema: {} }\n${ok}`,
    "unused-path-parameter",
    "api.yaml:7:11",
  ],
  [
    "a path parameter that is not required",
    `${head}paths:\n  /a/{id}:\n    get:\n      parameters:\n        - { name: id, in: path, schema: {} }\n${ok}`,
    "missing-field",
    "api.yaml:7:11",
  ],
  [
    "a parameter twice",
    `${head}${getA}      parameters:\n        - { name: q, in: query, schema: {} }\n        - { name: q, in: query, schema: {} }\n${ok}`,
    "duplicate-parameter",
    "api.yaml:8:11",
  ],
  [
    "a parameter in the body",
    `${head}${getA}      parameters:\n        - { name: q, in: body, schema: {} }\n${ok}`,
    "invalid-value",
    "api.yaml:7:22",
  ],
  [
    "a style that does not fit",
    `${head}${getA}      parameters:\n        - { name: q, in: query, style: matrix, schema: {} }\n${ok}`,
    "invalid-value",
    "api.yaml:7:33",
  ],
  [
    "a parameter without schema",
    `${head}${getA}      parameters:\n        - { name: q, in: query }\n${ok}`,
    "missing-field",
    "api.yaml:7:11",
  ],
  [
    "a parameter with schema and content",
    `${head}${getA}      parameters:\n        - { name: q, in: query, schema: {}, content: { text/plain: {} } }\n${ok}`,
    "conflicting-fields",
    "api.yaml:7:45",
  ],
  [
    "a parameter with two media types",
    `${head}${getA}      parameters:\n        - { name: q, in: query, content: { text/plain: {}, text/html: {} } }\n${ok}`,
    "invalid-value",
    "api.yaml:7:33",
  ],
  [
    "example beside examples",
    `${head}${getA}      responses:\n        "200":\n          description: d\n          content:\n            text/plain: { example: 1, examples: {} }\n`,
    "conflicting-fields",
    "api.yaml:10:39",
  ],
  [
    "two paths that mean the same",
    `${head}paths:\n  /a/{x}: {}\n  /a/{y}: {}\n`,
    "ambiguous-path",
    "api.yaml:5:3",
  ],
  ["a path with an open brace", `${head}paths:\n  "/a/{x": {}\n`, "invalid-value", "api.yaml:4:3"],
  [
    "an unknown security scheme",
    `${head}${getA}      security: [{ key: [] }]\n${ok}`,
    "unknown-security-scheme",
    "api.yaml:6:20",
  ],
  [
    "an unknown security scheme for all",
    `${head}paths: {}\nsecurity:\n  - key: []\n`,
    "unknown-security-scheme",
    "api.yaml:5:5",
  ],
  [
    "a security scheme of no kind",
    `${head}paths: {}\ncomponents: { securitySchemes: { k: { type: token } } }\n`,
    "invalid-value",
    "api.yaml:4:39",
  ],
  [
    "an API key without a name",
    `${head}paths: {}\ncomponents: { securitySchemes: { k: { type: apiKey, in: header } } }\n`,
    "missing-field",
    "api.yaml:4:34",
  ],
  [
    "a link to an operation that is not there",
    `${head}${getA}      responses:\n        "200":\n          description: d\n          links: { next: { operationId: more } }\n`,
    "unknown-operation",
    "api.yaml:9:28",
  ],
  [
    "a schema by a reference to an operation",
    `${head}${getA}      responses: { "200": { description: d } }\ncomponents: { schemas: { S: { $ref: "#/paths/~1a/get" } } }\n`,
    "wrong-type",
    "api.yaml:7:31",
  ],
  [
    "a link to a reference that leads to no operation",
    `${head}${getA}      responses:\n        "200":\n          description: d\n          links: { next: { operationRef: "#/paths/~1b/get" } }\n`,
    "unknown-operation",
    "api.yaml:9:28",
  ],
] as const)("%s is rejected with its location", async ([, text, rule, place]) => {
  const { problems } = await rejectionOf({ "api.yaml": text });
  const found = problems.map(({ rule, location }) => `${rule} ${formatLocation(location)}`);
  expect(found).toContain(`${rule} ${place}`);
  expect(problems.every(({ message, advice }) => message.endsWith(".") && advice.endsWith("."))).toBe(true);
});

test.each([
  ['{ operationId: "moree" }', "moree", 'Write "more" if that is meant.'],
  ['{ operationId: "other" }', "other", "Write the operationId of an operation."],
  ['{ operationRef: "#/paths/~1a/GET" }', "#/paths/~1a/GET", REFERENCE],
  ['{ operationRef: "#/paths/~1b/get" }', "#/paths/~1b/get", REFERENCE],
  ['{ operationRef: "#/paths/~1more/GET" }', "#/paths/~1more/GET", REFERENCE],
])("the link %s has no target, as written", async (link, target, advice) => {
  const responses = `{ "200": { description: d, links: { "\\ud800": ${link} } } }`;
  const { problems } = await rejectionOf({
    "api.yaml": `${head}paths:\n  /a: { get: { responses: ${responses} } }\n  /more: { get: { operationId: more, responses: {} } }\n`,
  });
  const message = `The link leads to the operation "${target}", which the document does not have.`;
  expect(problems).toMatchObject([{ rule: "unknown-operation", message, advice }]);
});

test("all problems of all files are reported at once, each with its pointer", async () => {
  const error = await rejectionOf({
    "api.yaml": `${head}paths:\n  /a:\n    $ref: a.yaml\ncomponents:\n  schemas:\n    B: { type: text }\n`,
    "a.yaml": 'get:\n  operationID: x\n  responses:\n    "200":\n      $ref: r.yaml\n',
    "r.yaml": "description: d\ncontent:\n  text/plain:\n    schema: { $ref: broken.yaml }\n",
    "broken.yaml": "a: [\n",
  });
  expect(error.code).toBe("CONTRACT_INVALID");
  const found = error.problems.map(
    ({ rule, location, pointer }) => `${rule} ${location.file}:${location.line} ${pointer}`,
  );
  expect(new Set(found)).toEqual(
    new Set([
      "syntax broken.yaml:2 ",
      "unknown-field a.yaml:2 /get/operationID",
      "unresolved-reference r.yaml:4 /content/text~1plain/schema/$ref",
      "invalid-value api.yaml:8 /components/schemas/B/type",
    ]),
  );
  expect(error.message).toMatch(/^api\.yaml cannot be used as a contract: 4 problems\n/);
  expect(error.message).toContain(
    'a.yaml:2:3 /get/operationID\n    An operation has no field "operationID".',
  );
});

test("the advice names the nearest name that exists", async () => {
  const { problems } = await rejectionOf({
    "api.yaml": `${head}security: [{ Tokn: [] }]\npaths: {}\ncomponents: { securitySchemes: { token: { type: mutualTLS } } }\n`,
  });
  expect(problems[0]?.advice).toBe(
    'Write "token" if that is meant, or add "Tokn" to components/securitySchemes.',
  );
});

test("a problem of a shared component is reported once", async () => {
  const use = '{ responses: { default: { $ref: "#/components/responses/R" } } }';
  const text = `${head}paths: { /a: { get: ${use}, put: ${use} } }\ncomponents:\n  responses:\n    R: { description: d, links: { l: { operationId: none } } }\n`;
  const { problems } = await rejectionOf({ "api.yaml": text });
  expect(problems).toHaveLength(1);
});
