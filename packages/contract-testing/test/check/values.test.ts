import { type JsonValue, loadContract } from "@gatehouse/contract";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { boundaryTargets } from "../../src/check/values/boundaryTargets.ts";
import { pieceAt } from "../../src/check/values/Conjunction.ts";
import { collectPositions } from "../../src/check/values/collectPositions.ts";
import { patternArbitrary } from "../../src/check/values/stringArbitrary.ts";
import { valueSourceOf } from "../../src/check/values/valueSourceOf.ts";
import { violationTargets } from "../../src/check/values/violationTargets.ts";

const RUNS = { seed: 5, numRuns: 60 };
const JSON_CONTEXT = { channel: "json", depth: 0 } as const;

async function sourceOf(schema: object, { openapi = "3.1.0", more = {} } = {}) {
  const contract = await loadContract({
    openapi,
    info: { title: "t", version: "1" },
    paths: {},
    components: { schemas: { Subject: schema, ...more } },
  });
  const source = valueSourceOf(contract);
  const pieces = [pieceAt(contract, "/components/schemas/Subject")];
  const fits = (value: JsonValue) => source.fits(pieces, value);
  return { source, pieces, fits, positions: collectPositions(source, pieces) };
}

const cat = {
  type: "object",
  required: ["kind", "lives"],
  properties: { kind: { type: "string" }, lives: { type: "integer" } },
};
const dog = {
  type: "object",
  required: ["kind", "barks"],
  properties: { kind: { type: "string" }, barks: { type: "boolean" } },
};
const tree = {
  type: "object",
  required: ["next"],
  properties: { next: { oneOf: [{ type: "null" }, { $ref: "#/components/schemas/Subject" }] } },
};

const subjects: readonly { name: string; schema: object; openapi?: string; more?: object }[] = [
  { name: "numbers", schema: { type: "number", minimum: -1, exclusiveMaximum: 3, multipleOf: 0.25 } },
  {
    name: "integers of OpenAPI 3.0",
    openapi: "3.0.3",
    schema: { type: "integer", minimum: 1, exclusiveMinimum: true, maximum: 3, nullable: true },
  },
  { name: "strings of a length", schema: { type: "string", minLength: 3, maxLength: 5 } },
  {
    name: "strings of a pattern and a length",
    schema: { type: "string", pattern: "^[A-Za-z0-9_-]+$", minLength: 43, maxLength: 43 },
  },
  {
    name: "strings of a pattern with lookaheads",
    schema: { type: "string", pattern: "^(?=.*[A-Z])(?=.*\\d).{8,}$", maxLength: 20 },
  },
  { name: "strings of a format", schema: { type: "string", format: "date-time" } },
  { name: "listed values", schema: { enum: ["a", 1, null] } },
  {
    name: "lists without repetitions",
    schema: {
      type: "array",
      uniqueItems: true,
      minItems: 2,
      maxItems: 3,
      items: { type: "integer", minimum: 0, maximum: 5 },
    },
  },
  {
    name: "lists with prefix items",
    schema: {
      type: "array",
      prefixItems: [{ type: "string" }, { type: "boolean" }],
      items: false,
      minItems: 2,
    },
  },
  {
    name: "lists that contain something",
    schema: { type: "array", contains: { const: 7 }, items: { type: "integer" } },
  },
  {
    name: "closed objects",
    schema: {
      type: "object",
      required: ["a"],
      properties: { a: { type: "string" }, b: { type: "null" } },
      additionalProperties: false,
    },
  },
  {
    name: "maps",
    schema: {
      type: "object",
      minProperties: 2,
      maxProperties: 4,
      propertyNames: { pattern: "^[a-z]{1,3}$" },
      additionalProperties: { type: "integer" },
    },
  },
  {
    name: "properties of a pattern",
    schema: {
      type: "object",
      patternProperties: { "^x-": { type: "boolean" } },
      additionalProperties: false,
    },
  },
  {
    name: "all of several",
    schema: {
      allOf: [
        { type: "object", required: ["a"], properties: { a: { type: "integer" } } },
        { properties: { a: { minimum: 5 } } },
      ],
    },
  },
  {
    name: "any of several",
    schema: {
      anyOf: [
        { type: "string", maxLength: 2 },
        { type: "integer", minimum: 9 },
      ],
    },
  },
  {
    name: "one of several by discriminator",
    schema: {
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "kind" },
    },
    more: { Cat: cat, Dog: dog },
  },
  { name: "everything but one schema", schema: { type: "string", not: { enum: ["root", "admin"] } } },
  {
    name: "properties that depend on others",
    schema: {
      type: "object",
      properties: { a: { type: "integer" }, b: { type: "integer" } },
      dependentRequired: { a: ["b"] },
    },
  },
  {
    name: "conditions",
    schema: {
      type: "object",
      properties: { a: { type: "boolean" }, b: { type: "string" } },
      if: { properties: { a: { const: true } }, required: ["a"] },
      // biome-ignore lint/suspicious/noThenProperty: this is the keyword of JSON Schema, the schema is never awaited.
      then: { required: ["b"] },
    },
  },
  { name: "recursion", schema: tree },
];

test.each(subjects)("generated values conform to their schema: $name", async ({ schema, ...document }) => {
  const { source, pieces, fits } = await sourceOf(schema, document);
  const values = fc.sample(source.values(pieces, JSON_CONTEXT), RUNS);
  expect(values.filter((value) => !fits(value))).toEqual([]);
});

test.each(subjects)(
  "values right at each limit of a schema conform to it: $name",
  async ({ schema, ...document }) => {
    const { source, fits, positions } = await sourceOf(schema, document);
    const targets = positions.flatMap((position) => boundaryTargets(source, position, "json"));
    expect(targets).not.toEqual([]);
    for (const { values, what } of targets) {
      const made = fc.sample(values, RUNS);
      expect(made.filter(fits).length, what).toBeGreaterThan(RUNS.numRuns / 3);
    }
  },
);

test.each<[keyword: string, schema: object, wrong: (value: JsonValue) => boolean]>([
  ["type", { type: "integer" }, (value) => !Number.isInteger(value)],
  ["minimum", { type: "integer", minimum: 4 }, (value) => Number(value) < 4],
  ["exclusiveMaximum", { type: "number", exclusiveMaximum: 4 }, (value) => Number(value) >= 4],
  ["multipleOf", { type: "integer", multipleOf: 5 }, (value) => Number(value) % 5 !== 0],
  ["minLength", { type: "string", minLength: 3 }, (value) => [...String(value)].length < 3],
  ["maxLength", { type: "string", maxLength: 3 }, (value) => [...String(value)].length > 3],
  ["pattern", { type: "string", pattern: "^a+$" }, (value) => !/^a+$/.test(String(value))],
  ["format", { type: "string", format: "uuid" }, (value) => !/^[0-9a-f-]{36}$/i.test(String(value))],
  ["enum", { enum: ["a", "b"] }, (value) => value !== "a" && value !== "b"],
  ["const", { const: 3 }, (value) => value !== 3],
  ["minItems", { type: "array", minItems: 2 }, (value) => Array.isArray(value) && value.length < 2],
  ["maxItems", { type: "array", maxItems: 2 }, (value) => Array.isArray(value) && value.length > 2],
  [
    "uniqueItems",
    { type: "array", uniqueItems: true, items: { type: "integer" } },
    (value) => Array.isArray(value) && new Set(value).size < value.length,
  ],
  ["required", { type: "object", required: ["a"] }, (value) => !Object.hasOwn(value as object, "a")],
  [
    "additionalProperties",
    { type: "object", properties: { a: {} }, additionalProperties: false },
    (value) => Object.keys(value as object).some((name) => name !== "a"),
  ],
  ["minProperties", { type: "object", minProperties: 1 }, (value) => Object.keys(value as object).length < 1],
  ["not", { type: "integer", not: { minimum: 10 } }, (value) => Number(value) >= 10],
])("values that violate %s violate no other keyword", async (keyword, schema, wrong) => {
  const { source, positions, fits } = await sourceOf(schema);
  const targets = positions
    .flatMap((position) => violationTargets(source, position, "json"))
    .filter((target) => target.keyword === keyword);
  expect(targets).not.toEqual([]);
  for (const { values, pointer } of targets) {
    expect(pointer).toBe("/components/schemas/Subject");
    const rejected = fc.sample(values, RUNS).filter((value) => !fits(value));
    expect(rejected.length).toBeGreaterThan(RUNS.numRuns / 2);
    expect(rejected.filter((value) => !wrong(value))).toEqual([]);
  }
});

test("read-only properties are neither sent nor required", async () => {
  const schema = {
    type: "object",
    required: ["id", "name"],
    properties: { id: { type: "integer", readOnly: true }, name: { type: "string" } },
  };
  const { source, pieces, positions } = await sourceOf(schema);
  const values = fc.sample(source.values(pieces, JSON_CONTEXT), RUNS);
  expect(values.filter((value) => Object.hasOwn(value as object, "id"))).toEqual([]);
  const broken = positions
    .flatMap((position) => violationTargets(source, position, "json"))
    .map(({ what }) => what);
  expect(broken).toContain("without the property name");
  expect(broken).not.toContain("without the property id");
});

test("a schema that no value fits does not block the run", async () => {
  const { source, pieces, fits } = await sourceOf({ type: "string", minLength: 5, maxLength: 2 });
  expect(fc.sample(source.values(pieces, JSON_CONTEXT), { seed: 1, numRuns: 3 }).some(fits)).toBe(false);
});

test.each([
  { pattern: "^[a-z]", minimum: 10, maximum: 12 },
  { pattern: "\\d{3}", minimum: 3, maximum: 3 },
  { pattern: "^(?:[A-Z]{2}-)+\\d*$", minimum: 9, maximum: 30 },
  { pattern: "^\\S+@\\S+$", minimum: 20, maximum: 20 },
])("strings of $pattern have $minimum to $maximum characters", ({ pattern, minimum, maximum }) => {
  const texts = fc.sample(patternArbitrary(pattern, { minimum, maximum }), RUNS);
  const wrong = texts.filter(
    (text) =>
      !new RegExp(pattern, "u").test(text) || [...text].length < minimum || [...text].length > maximum,
  );
  expect(wrong).toEqual([]);
});
