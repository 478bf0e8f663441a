import { expect, test } from "vitest";
import { parseMediaType } from "../src/index.ts";
import { diffBody } from "./support/diffOf.ts";
import { parameter, read, violationsOf } from "./support/readRequest.ts";

/** So many that a reader which begins again at each of them has no end within the time of a test. */
const SPACES = " ".repeat(1_000_000);

test("spaces in the middle of a header are part of its value", async () => {
  const operation = { parameters: [parameter("header X-P", { type: "string" })] };
  const reading = await read({ operation }, { headers: { "x-p": ` a${SPACES}b ` } });
  expect(reading).toMatchObject({ accepted: true, values: { header: { "X-P": `a${SPACES}b` } } });
});

test.each([
  ["behind a semicolon", `a/b;${SPACES}x`, undefined],
  ["before a semicolon", `a/b${SPACES};x=1`, { essence: "a/b", parameters: new Map([["x", "1"]]) }],
  ["behind a parameter", `a/b;x=1${SPACES}y`, undefined],
])("a media type with spaces %s is read", (_, text, want) => {
  expect(parseMediaType(text)).toEqual(want);
});

/** Alternatives that contain the same schema: each level of a value doubles the ways through it. */
const Expression = {
  anyOf: [
    {
      type: "object",
      properties: { left: { $ref: "#/components/schemas/Expression" }, or: { type: "boolean" } },
      required: ["left", "or"],
    },
    {
      type: "object",
      properties: { left: { $ref: "#/components/schemas/Expression" }, and: { type: "boolean" } },
      required: ["left"],
    },
    { type: "integer" },
  ],
};

/** A value of 60 levels around another one. */
const nest = (inner: unknown, level = 60): unknown =>
  level === 0 ? inner : { left: nest(inner, level - 1) };

test.each([
  ["conforms", 5, 0],
  ["does not conform at its innermost part", "x", 61],
])("a deep value of alternatives that contain each other %s", async (_, inner, count) => {
  const schema = { $ref: "#/components/schemas/Expression" };
  const schemas = { Expression };
  const body = nest(inner);
  const operation = { requestBody: { content: { "application/json": { schema } } } };
  const violations = await violationsOf({ operation, schemas }, { mediaKey: "application/json", body });
  expect(violations).toHaveLength(count);
  expect(await diffBody(schema, body, { components: { schemas } })).toHaveLength(count);
});

const MORE = "as described (and more; the first 100 are listed)";
const NUMBER = { type: "number" };
const json = "application/json";

/** An object of so many properties, each with this value. */
const objectOf = (count: number, value: unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value]));

test.each([
  ["wrong properties", { additionalProperties: NUMBER }, objectOf(70_000, "x")],
  ["forbidden properties", { additionalProperties: false }, objectOf(70_000, 1)],
  ["unevaluated properties", { allOf: [{}], unevaluatedProperties: false }, objectOf(70_000, 1)],
  ["wrong items", { items: NUMBER }, Array(70_000).fill("x")],
  ["wrong items of alternatives", { items: { anyOf: [NUMBER, { type: "null" }] } }, Array(70_000).fill("x")],
  ["wrong items of items", { items: { items: NUMBER } }, Array(300).fill(Array(300).fill("x"))],
])(
  "of 70,000 %s the first 100 are listed, and the last entry reports that there are more",
  async (_, schema, body) => {
    const operation = { requestBody: { content: { [json]: { schema } } } };
    const violations = await violationsOf({ operation }, { mediaKey: json, body });
    expect(violations).toHaveLength(101);
    expect(violations[100]).toBe(`body must be ${MORE} ()`);
    const differences = await diffBody(schema, body);
    expect(differences).toHaveLength(101);
    expect(differences[100]).toBe(`schema-mismatch /body: a value ${MORE}`);
  },
);

test("of 70,000 unlisted properties of a response the first 100 are listed", async () => {
  const differences = await diffBody({ properties: { name: {} } }, objectOf(70_000, 1));
  expect(differences).toHaveLength(101);
  expect(differences[100]).toBe(`schema-mismatch /body: a value ${MORE}`);
});

test.each([
  [
    "parameters of a query",
    { rawQuery: Array.from({ length: 70_000 }, (_, i) => `p${i}`).join("&") },
    "query",
  ],
  [
    "parts of a form",
    {
      mediaKey: json,
      body: {},
      formProblems: Array.from({ length: 70_000 }, (_, i) => ({
        name: `p${i}`,
        keyword: "style" as const,
        expected: "a number",
        documentPointer: "/paths",
      })),
    },
    "body",
  ],
])("of 70,000 wrong %s the first 100 are listed", async (_, request, part) => {
  const operation = { requestBody: { content: { [json]: { schema: {} } } } };
  const violations = await violationsOf({ operation }, request);
  expect(violations).toHaveLength(101);
  expect(violations[100]).toBe(`${part} must be ${MORE} ()`);
});

test("all of 100 violations are listed, and no further entry", async () => {
  const schema = { additionalProperties: NUMBER };
  const operation = { requestBody: { content: { [json]: { schema } } } };
  const violations = await violationsOf({ operation }, { mediaKey: json, body: objectOf(100, "x") });
  expect(violations).toHaveLength(100);
  expect(violations[99]).toBe("body/p99 must be number (type)");
  expect(await diffBody(schema, objectOf(100, "x"))).toHaveLength(100);
});

test("many wrong constants in a value do not change its type", async () => {
  const list = { type: "array", items: { enum: ["a"] } };
  const body = Array(100).fill("x");
  const schema = { anyOf: [list, { type: "null" }] };
  const operation = { requestBody: { content: { [json]: { schema } } } };
  const violations = await violationsOf({ operation }, { mediaKey: json, body });
  expect(violations).toHaveLength(100);
  expect(violations[0]).toMatch(/^body\/0 must be one of "a"/);
});
