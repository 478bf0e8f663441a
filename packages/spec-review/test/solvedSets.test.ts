import type { JsonValue } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { createComparer } from "../src/compare/createComparer.ts";
import { createNodeIds, createSchemaSource } from "../src/schema/createSchemaSource.ts";
import { rootOf } from "./schemaPairs.ts";

/** Decides a pair by the letter: whether all values of the first schema are values of the second. */
function decide(...pair: readonly [sender: JsonValue, receiver: JsonValue]): string {
  const nextId = createNodeIds();
  const [sender, receiver] = pair.map((root) =>
    createSchemaSource({ root: rootOf(root), dialect: "3.1", direction: "request", nextId }).at(""),
  );
  if (!sender || !receiver) throw new Error("two schemas are needed");
  const result = createComparer().decide({ sender, receiver, literal: true });
  if (result.kind !== "broken") return result.kind;
  const { value } = result.witness;
  return `broken by ${Object.keys(Object(value)).length}`;
}

const set = (items: JsonValue, more: Readonly<Record<string, JsonValue>> = {}) => ({
  ...{ type: "array", uniqueItems: true, items },
  ...more,
});
const names = (propertyNames: JsonValue, more: Readonly<Record<string, JsonValue>> = {}) => ({
  ...{ type: "object", propertyNames },
  ...more,
});
const letters = { enum: ["a", "b", "c"] };
const digits = { type: "integer", minimum: 0, maximum: 999 };
const entry = { type: "object", required: ["id"], properties: { id: { type: "string" } } };

test.each<{
  readonly name: string;
  readonly pair: readonly [JsonValue, JsonValue];
  readonly want: string;
}>([
  {
    name: "there are at most as many distinct items as values",
    pair: [set({ type: "boolean" }), { maxItems: 2 }],
    want: "included",
  },
  {
    name: "there may be as many distinct items as values",
    pair: [set(letters), { maxItems: 2 }],
    want: "broken by 3",
  },
  {
    name: "distinct integers are counted by their range",
    pair: [set(digits), { maxItems: 1000 }],
    want: "included",
  },
  {
    name: "a prefix adds to the distinct values",
    pair: [set(letters, { prefixItems: [{ const: "d" }] }), { maxItems: 3 }],
    want: "broken by 4",
  },
  {
    name: "no list has more distinct items than there are values",
    pair: [set(letters, { minItems: 4 }), { type: "string" }],
    want: "included",
  },
  {
    name: "a long list of distinct texts is found",
    pair: [set({ type: "string" }, { maxItems: 1100 }), { maxItems: 1000 }],
    want: "broken by 1001",
  },
  {
    name: "a long list of distinct objects is found",
    pair: [set(entry, { maxItems: 400 }), { maxItems: 300 }],
    want: "broken by 301",
  },
  {
    name: "a long list of distinct identifiers is found",
    pair: [set({ type: "string", format: "uuid" }, { maxItems: 400 }), { maxItems: 300 }],
    want: "broken by 301",
  },
  {
    name: "a list of 100,001 items is found",
    pair: [{ type: "array", items: entry }, { maxItems: 100_000 }],
    want: "broken by 100001",
  },
  {
    name: "an object of 50,001 members is found",
    pair: [{ type: "object", maxProperties: 90_000 }, { maxProperties: 50_000 }],
    want: "broken by 50001",
  },
  {
    name: "many members with names of one pattern are found",
    pair: [names({ pattern: "^[a-z]+$" }), { maxProperties: 300 }],
    want: "broken by 301",
  },
  {
    name: "a pattern of names is within a wider one",
    pair: [names({ pattern: "^ab" }), names({ pattern: "^a" })],
    want: "included",
  },
  {
    name: "a pattern of names is not within a narrower one",
    pair: [names({ pattern: "^a" }), names({ pattern: "^ab" })],
    want: "broken by 1",
  },
  {
    name: "a pattern and a length of names are within one pattern",
    pair: [names({ pattern: "^[a-z]+$", maxLength: 3 }), names({ pattern: "^[a-z]{0,3}$" })],
    want: "included",
  },
  {
    name: "a pattern of names closes an object",
    pair: [
      names({ pattern: "^a" }, { additionalProperties: { type: "integer" } }),
      { patternProperties: { "^a": { type: "integer" } }, additionalProperties: false },
    ],
    want: "included",
  },
  {
    name: "an object that is closed around a pattern has only such names",
    pair: [
      { type: "object", patternProperties: { "^a": true }, additionalProperties: false },
      names({ pattern: "^a" }),
    ],
    want: "included",
  },
  {
    name: "an object has at most the listed names",
    pair: [names(letters), { maxProperties: 3 }],
    want: "included",
  },
  {
    name: "listed names close an object",
    pair: [names(letters), { properties: { a: {}, b: {} }, additionalProperties: false }],
    want: "broken by 1",
  },
])("$name", { timeout: 120_000 }, ({ pair, want }) => {
  expect(decide(...pair)).toBe(want);
});
