import { expect, test } from "vitest";
import { createFolder } from "./support/createFolder.ts";
import { runCommand } from "./support/runCommand.ts";

const HEAD = 'openapi: 3.1.1\ninfo: { title: t, version: "1" }\n';
const OPERATION = "get: { responses: { '200': { $ref: '#/components/responses/A' } } }\n";
const RESPONSE = (schema: string) => `description: d\ncontent: { application/json: { schema: ${schema} } }\n`;
const OBJECT = (type: string) => `{ type: object, required: [a], properties: { a: { type: ${type} } } }`;

/** Documents that keep a part in a file of its own, where OpenAPI has no reference. */
const LOCATIONS: readonly [location: string, document: string, part: (type: string) => string][] = [
  [
    "paths",
    "paths: { $ref: part.yaml }",
    (type) =>
      `/a:\n  get:\n    responses:\n      '200': { ${RESPONSE(OBJECT(type)).trim().replace("\n", ", ")} }\n`,
  ],
  [
    "an operation",
    "paths: { /a: { get: { $ref: part.yaml } } }",
    (type) => `responses:\n  '200': { ${RESPONSE(OBJECT(type)).trim().replace("\n", ", ")} }\n`,
  ],
  [
    "responses",
    "paths: { /a: { get: { responses: { $ref: part.yaml } } } }",
    (type) => `'200': { ${RESPONSE(OBJECT(type)).trim().replace("\n", ", ")} }\n`,
  ],
  [
    "content",
    "paths: { /a: { get: { responses: { '200': { description: d, content: { $ref: part.yaml } } } } } }",
    (type) => `application/json: { schema: ${OBJECT(type)} }\n`,
  ],
  [
    "a media type",
    "paths: { /a: { get: { responses: { '200': { description: d, content: { application/json: { $ref: part.yaml } } } } } } }",
    (type) => `schema: ${OBJECT(type)}\n`,
  ],
  [
    "properties",
    "paths: { /a: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: object, required: [a], properties: { $ref: part.yaml } } } } } } } } }",
    (type) => `a: { type: ${type} }\n`,
  ],
  [
    "oneOf",
    "paths: { /a: { get: { responses: { '200': { description: d, content: { application/json: { schema: { oneOf: { $ref: part.yaml } } } } } } } } }",
    (type) => `- { type: ${type} }\n`,
  ],
  [
    "the schemas of the components",
    `paths: { /a: { get: { responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } } }\ncomponents: { schemas: { $ref: part.yaml } }`,
    (type) => `A: ${OBJECT(type)}\n`,
  ],
  [
    "the components",
    `paths: { /a: { ${OPERATION.trim()} } }\ncomponents: { $ref: part.yaml }`,
    (type) => `responses:\n  A: { ${RESPONSE(OBJECT(type)).trim().replace("\n", ", ")} }\n`,
  ],
];

test.each(LOCATIONS)("a reference in place of %s is followed", async (_, document, part) => {
  using folder = createFolder({
    "old/api.yaml": `${HEAD}${document}\n`,
    "old/part.yaml": part("integer"),
    "new/api.yaml": `${HEAD}${document}\n`,
    "new/part.yaml": part("string"),
  });
  const { exitCode, out } = await runCommand(folder.path, ["old/api.yaml", "new/api.yaml"]);
  expect(out).toMatch(/changed from `integer` to\s+`string`/);
  expect(out).toMatch(/new\/part\.yaml:\d+:\d+/);
  expect(exitCode).toBe(1);
});

test("a misplaced reference without a target is an error with its location", async () => {
  const document = `${HEAD}paths:\n  /a:\n    get:\n      $ref: gone.yaml\n`;
  using folder = createFolder({ "old.yaml": document, "new.yaml": document });
  const { exitCode, err } = await runCommand(folder.path, ["old.yaml", "new.yaml"]);
  expect(err).toContain("old.yaml:6:7");
  expect(exitCode).toBe(2);
});

test("a misplaced reference to itself is an error with its location", async () => {
  const document = `${HEAD}paths:\n  /a:\n    get:\n      $ref: '#/paths/~1a/get'\n`;
  using folder = createFolder({ "old.yaml": document, "new.yaml": document });
  const { exitCode, err } = await runCommand(folder.path, ["old.yaml", "new.yaml"]);
  expect(err).toMatch(/old\.yaml:6:\d+/);
  expect(exitCode).toBe(2);
});

test("a link with an invalid percent-encoding is compared as text", async () => {
  const document = (encoding: string) =>
    `${HEAD}paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: d\n          links: { next: { operationRef: '#/paths/~1a${encoding}/get' } }\n`;
  using folder = createFolder({ "old.yaml": document("%zz"), "new.yaml": document("%yy") });
  const { exitCode, out } = await runCommand(folder.path, ["old.yaml", "new.yaml"]);
  expect(out).toContain("link-changed");
  expect(exitCode).toBe(1);
});

test("a document with paths but no operations is an error with its location", async () => {
  const document = `${HEAD}paths:\n  /a:\n    GET: { responses: {} }\n`;
  using folder = createFolder({ "old.yaml": document, "new.yaml": document });
  const { exitCode, err } = await runCommand(folder.path, ["old.yaml", "new.yaml"]);
  expect(err).toContain("has paths but no operation");
  expect(err).toContain("old.yaml:3:1");
  expect(exitCode).toBe(2);
});

/** Where a document can hide content from every reader, and where the change is. */
const HIDDEN: readonly [what: string, path: string][] = [
  ["a misspelt field of an operation", "get: { responses: {}, requestBdy: { content: TEXT } }"],
  ["a list in place of a map", "get: { responses: [TEXT] }"],
  ["a map in place of a list", "get: { responses: {}, parameters: { a: TEXT } }"],
  [
    "a misspelt keyword",
    "get: { responses: { '200': { description: d, content: { a/b: { schema: { propertees: { a: TEXT } } } } } } }",
  ],
  ["a misspelt flag", "get: { responses: {}, deprecatd: TEXT }"],
];

test.each(HIDDEN)("a change of content that OpenAPI does not define is reported: %s", async (_, path) => {
  const [base, head] = ["old", "new"].map(
    (text) => `${HEAD}paths:\n  /a: { ${path.replace("TEXT", text)} }\n`,
  );
  using folder = createFolder({ "old.yaml": base ?? "", "new.yaml": head ?? "" });
  const { out } = await runCommand(folder.path, ["old.yaml", "new.yaml"]);
  expect(out).toMatch(/changed and\s+was not compared/);
  const same = await runCommand(folder.path, ["old.yaml", "old.yaml"]);
  expect(same.out).not.toContain("was not compared");
});
