import { expect, test } from "vitest";
import { ContractError, type JsonValue, loadContract, schemaValidators } from "../src/index.ts";
import { violationsOf } from "./support/readRequest.ts";
import { rejectionOf } from "./support/rejectionOf.ts";

type Schema = Readonly<Record<string, unknown>>;

const refer = (index: number): Schema => ({ $ref: `#/components/schemas/S${index}` });

/** Schemas of which each is built on the next. */
function chain(count: number, link: (next: Schema, index: number) => Schema, last: Schema) {
  const names = Array.from({ length: count }, (_, index) => index);
  return Object.fromEntries(
    names.map((index) => [`S${index}`, index === count - 1 ? last : link(refer(index + 1), index)]),
  );
}

function nest(count: number, wrap: (inner: Schema) => Schema): Schema {
  let schema: Schema = { type: "string" };
  for (let level = 0; level < count; level += 1) schema = wrap(schema);
  return schema;
}

function documentOf(schemas: object) {
  const schema = refer(0);
  const content = { "application/json": { schema } };
  const responses = { 200: { description: "d", content } };
  const post = { operationId: "post", requestBody: { content }, responses };
  return {
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: { "/": { post } },
    components: { schemas },
  };
}

async function rulesOf(document: object): Promise<readonly string[]> {
  const error: unknown = await loadContract(document).catch((reason: unknown) => reason);
  if (!(error instanceof ContractError)) return [];
  return [
    ...new Set(error.problems.map(({ rule, message }) => `${rule} ${message.replace(/"[^"]*"/g, "…")}`)),
  ];
}

const LONG = ["too-deep This schema is built on a chain of more than 100 others for the same value."];
const links: readonly (readonly [string, (next: Schema) => Schema])[] = [
  ["allOf", (next) => ({ allOf: [next] })],
  ["anyOf", (next) => ({ anyOf: [{ type: "string" }, next] })],
  ["oneOf", (next) => ({ oneOf: [{ type: "string" }, next] })],
  ["not", (next) => ({ not: next })],
  ["if", (next) => ({ if: false, else: next })],
  ["dependentSchemas", (next) => ({ dependentSchemas: { a: next } })],
  ["$ref with others beside it", (next) => ({ ...next, minProperties: 0 })],
];

test.for(links)("a chain of 1,000 schemas by %s is rejected, and none of 49", async ([, link]) => {
  expect(await rulesOf(documentOf(chain(1_000, link, { type: "object" })))).toEqual(LONG);
  expect(await rulesOf(documentOf(chain(49, link, { type: "object" })))).toEqual([]);
});

test("a chain of 1,000 references is rejected, and an endless one as endless", async () => {
  expect(await rulesOf(documentOf(chain(1_000, (next) => next, { type: "object" })))).toEqual([
    "too-deep The reference … leads through more than 64 references.",
  ]);
  const [rule] = await rulesOf(documentOf({ S0: refer(1), S1: refer(0) }));
  expect(rule).toMatch(/^cyclic-reference .*never to a value/);
});

const parts: readonly (readonly [string, (next: Schema) => Schema, (inner: unknown) => unknown])[] = [
  ["properties", (next) => ({ type: "object", properties: { a: next } }), (inner) => ({ a: inner })],
  ["items", (next) => ({ type: "array", items: next }), (inner) => [inner]],
  [
    "additionalProperties",
    (next) => ({ type: "object", additionalProperties: next }),
    (inner) => ({ b: inner }),
  ],
];

test.for(parts)("a chain of 2,000 schemas by %s validates values to any depth", async ([, link, wrap]) => {
  const contract = await loadContract(documentOf(chain(2_000, link, { type: "string" })));
  const validators = schemaValidators(contract, "request");
  let [valid, invalid]: unknown[] = ["a", 1];
  for (let level = 0; level < 60; level += 1) [valid, invalid] = [wrap(valid), wrap(invalid)];
  const last = "/components/schemas/S1939";
  expect([validators.isValid(last, valid), validators.isValid(last, invalid)]).toEqual([true, false]);
});

const forks: readonly (readonly [string, (next: Schema, index: number) => Schema])[] = [
  ["allOf", (next) => ({ allOf: [next, next] })],
  ["anyOf", (next) => ({ anyOf: [next, next] })],
  ["oneOf", (next) => ({ oneOf: [next, { allOf: [next], required: ["b"] }] })],
  ["if", (next) => Object.fromEntries(["if", "then", "else"].map((keyword) => [keyword, next]))],
  ["$ref beside allOf", (next) => ({ ...next, allOf: [next] })],
  ["allOf beside a default", (next) => ({ allOf: [next, next], default: { a: 1 } })],
  ["anyOf beside unevaluatedProperties", (next) => ({ anyOf: [next, next], unevaluatedProperties: false })],
  ["a property in both parts of allOf", (next) => ({ allOf: [{ ...next, properties: { b: next } }, next] })],
];

test.for(forks)("26 schemas that each refer to the next one twice by %s load fast", async ([, link]) => {
  const last = { type: "object", properties: { a: { type: "integer", default: 3 }, b: { type: "object" } } };
  const schemas = chain(27, link, last);
  const contract = await loadContract(documentOf(schemas));
  const validators = schemaValidators(contract, "request");
  const values = [{ a: 1 }, { a: "x" }, "x"];
  expect(values.map((value) => validators.isValid("/components/schemas/S0", value))).toEqual([
    true,
    false,
    false,
  ]);
  const operation = { requestBody: { content: { "application/json": { schema: refer(0) } } } };
  const request = { mediaKey: "application/json", body: { a: "x" } };
  const violations = await violationsOf({ operation, schemas }, request);
  expect(violations.filter((text) => text === "body/a must be integer (type)")).toHaveLength(1);
});

test("a schema with another meaning on each of many paths is rejected", async () => {
  const link = (flag: string) => (next: Schema, index: number) => ({
    anyOf: [{ ...next, properties: { [`p${index}`]: { [flag]: true } } }, next],
  });
  const [many] = await rulesOf(documentOf(chain(20, link("readOnly"), { type: "object" })));
  expect(many).toMatch(/^too-deep The schemas have to be read more than 100000 further times/);
  expect(await rulesOf(documentOf(chain(20, link("writeOnly"), { type: "object" })))).toEqual([many]);
  expect(await rulesOf(documentOf(chain(6, link("readOnly"), { type: "object" })))).toEqual([]);
});

const names = Array.from({ length: 1_000 }, (_, index) => `E${index}`);
const page = { $id: "https://e.test/page", type: "array", items: { $dynamicRef: "#item" } };
const any = { $dynamicAnchor: "item" };

test.for([
  [
    "one base, each with a read-only property",
    { S0: { type: "object", properties: { id: { type: "string", readOnly: true } } } },
    (name: string) => ({ allOf: [refer(0), { properties: { [name]: { type: "string", readOnly: true } } }] }),
  ],
  [
    "one page, each with items of its own",
    { S0: { ...page, $defs: { any } } },
    (name: string) => ({
      $id: `https://e.test/${name}`,
      $ref: "https://e.test/page",
      $defs: { item: { ...any, title: name } },
    }),
  ],
] as const)("1,000 schemas are built on %s", async ([, base, build]) => {
  const schemas = { ...base, ...Object.fromEntries(names.map((name) => [name, build(name)])) };
  expect(await rulesOf(documentOf(schemas))).toEqual([]);
});

test("a default that contains too many others is rejected", async () => {
  const link = (next: Schema) => ({ default: {}, properties: { a: next, b: next } });
  expect(await rulesOf(documentOf(chain(30, link, { type: "object" })))).toEqual([
    "invalid-value With the defaults of its properties this default has more than 10000 parts.",
  ]);
  expect(await rulesOf(documentOf(chain(10, link, { type: "object" })))).toEqual([]);
});

test("a default may have at most 10,000 parts", async () => {
  const withDefaults = (count: number) => {
    const parts = Array.from({ length: count }, (_, index) => [`p${index}`, { default: 1 }]);
    return documentOf({ S0: { type: "object", default: {}, properties: Object.fromEntries(parts) } });
  };
  expect(await rulesOf(withDefaults(9_999))).toEqual([]);
  expect(await rulesOf(withDefaults(10_000))).toHaveLength(1);
});

test("5,000 alternatives and 5,000 properties are validated", async () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `n${index}`);
  const S0 = {
    oneOf: names.map((name) => ({ type: "object", required: ["k"], properties: { k: { const: name } } })),
    properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  };
  const validators = schemaValidators(await loadContract(documentOf({ S0 })), "request");
  const values = [{ k: "n4999" }, { k: "n5000" }, { k: "n1", n4999: 1 }];
  expect(values.map((value) => validators.isValid("/components/schemas/S0", value))).toEqual([
    true,
    false,
    false,
  ]);
});

const NESTED = ["too-deep Objects and lists are nested more than 500 deep here."];

test("a document that is nested 10,000 levels deep is rejected, one of 200 is read", async () => {
  const wrap = (inner: Schema) => ({ properties: { a: inner } });
  expect(await rulesOf(documentOf({ S0: nest(10_000, wrap) }))).toEqual(NESTED);
  expect(await rulesOf(documentOf({ S0: nest(200, wrap) }))).toEqual([]);
});

test.for([
  ["JSON", `{"openapi": "3.1.0", "x-a": ${"[".repeat(10_000)}${"]".repeat(10_000)}}`, 1],
  ["YAML with 10,000 levels", `openapi: 3.1.0\nx-a: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`, 2],
  ["YAML with 600 levels", `openapi: 3.1.0\nx-a: ${"[".repeat(600)}${"]".repeat(600)}\n`, 2],
] as const)("%s that is nested too deep is rejected", async ([, text, line]) => {
  const { problems } = await rejectionOf({ "api.yaml": text });
  expect(problems).toMatchObject([{ rule: "too-deep", location: { file: "api.yaml", line } }]);
});

test("a body with many levels for a schema that contains itself through a long chain is rejected", async () => {
  const schemas = chain(
    48,
    (next, index) => ({ minProperties: 0, allOf: [next, { maxProperties: index + 2 }] }),
    { properties: { a: refer(0), b: { type: "string", default: "c" } } },
  );
  const content = { "application/json": { schema: refer(0) } };
  let body: JsonValue = 1;
  for (let level = 0; level < 62; level += 1) body = { a: body, b: 1 };
  const wanted = { operation: { requestBody: { content } }, schemas };
  const [violation] = await violationsOf(wanted, { mediaKey: "application/json", body });
  expect(violation).toMatch(/^body(\/a)* must be /);
});
