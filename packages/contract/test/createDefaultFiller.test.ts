import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { type Contract, type JsonValue, loadContract, schemaValidators } from "../src/index.ts";
import { createDefaultFiller, type DefaultFiller } from "../src/schema/createDefaultFiller.ts";

function fillerOf(contract: Contract): DefaultFiller {
  return createDefaultFiller(schemaValidators(contract, "request"), SCHEMA) ?? ((value) => value);
}

const SCHEMA = "/paths/~1pets/get/responses/200/content/application~1json/schema";
const components = {
  schemas: {
    Limit: { type: "integer", default: 10 },
    Page: {
      properties: { limit: { $ref: "#/components/schemas/Limit" }, id: { readOnly: true, default: "x" } },
    },
    A: { required: ["a"], properties: { a: { type: "string" }, more: { default: 1 } } },
    B: { required: ["b"], properties: { b: { type: "string" }, more: { default: 2 } } },
    Node: { properties: { level: { default: 0 }, next: { $ref: "#/components/schemas/Node" } } },
  },
};
const conditional: unknown = JSON.parse(
  '{"properties": {"a": {}}, "if": {"required": ["a"]}, "then": {"properties": {"b": {"default": 1}}}}',
);
const either = [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }];

test.each<readonly [name: string, schema: unknown, value: JsonValue, want: JsonValue]>([
  ["a property, through a reference", { $ref: "#/components/schemas/Page" }, {}, { limit: 10 }],
  ["a part of allOf", { allOf: [{ $ref: "#/components/schemas/Page" }] }, { x: 1 }, { x: 1, limit: 10 }],
  [
    "a property that is there, which stays",
    { $ref: "#/components/schemas/Page" },
    { limit: 5 },
    { limit: 5 },
  ],
  [
    "a null that is there, which stays",
    { properties: { tag: { type: "string", default: "none" } } },
    { tag: null },
    { tag: null },
  ],
  ["the branch that accepts the value", { oneOf: either }, { b: "x" }, { b: "x", more: 2 }],
  [
    "the first branch of anyOf that accepts the value",
    { anyOf: either },
    { a: "", b: "" },
    { a: "", b: "", more: 1 },
  ],
  ["the branch of a condition", conditional, { a: 1 }, { a: 1, b: 1 }],
  ["no branch of a condition that does not hold", conditional, {}, {}],
  [
    "items of lists",
    { items: { $ref: "#/components/schemas/Page" } },
    [{}, { limit: 1 }],
    [{ limit: 10 }, { limit: 1 }],
  ],
  [
    "a default that has defaults itself",
    { properties: { p: { allOf: [{ $ref: "#/components/schemas/Page" }], default: {} } } },
    {},
    { p: { limit: 10 } },
  ],
  [
    "other properties",
    { additionalProperties: { $ref: "#/components/schemas/Page" } },
    { k: {} },
    { k: { limit: 10 } },
  ],
  [
    "a schema that contains itself",
    { $ref: "#/components/schemas/Node" },
    { next: {} },
    { next: { level: 0 }, level: 0 },
  ],
  ["values of other types, which are kept", { $ref: "#/components/schemas/Page" }, "text", "text"],
  ["a value without a default", { type: "object" }, { a: [1] }, { a: [1] }],
])("defaults are filled in for %s", async (...row) => {
  const [, schema, value, want] = row;
  const contract = await loadContract(documentOf(okWith(schema), { components }));
  const before = structuredClone(value);
  expect(fillerOf(contract)(value)).toEqual(want);
  expect(value).toEqual(before);
});

test("a filled-in default is a copy, so that no change of it reaches the document", async () => {
  const contract = await loadContract(documentOf(okWith({ properties: { list: { default: [] } } })));
  const fill = fillerOf(contract);
  const [one, other] = [fill({}), fill({})] as { list: number[] }[];
  one?.list.push(1);
  expect(other).toEqual({ list: [] });
});
