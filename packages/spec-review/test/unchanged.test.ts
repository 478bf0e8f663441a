import type { JsonObject } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { readOperations } from "../src/document/readOperations.ts";
import { createUnchanged } from "../src/walk/createUnchanged.ts";

const NODE = {
  type: "object",
  properties: { name: { $ref: "#/components/schemas/Name" }, next: { $ref: "#/components/schemas/Node" } },
};

/** A document whose one operation responds with a list of nodes. */
function documentOf({ schemas = {}, node = NODE, ...rest }: { [key: string]: JsonObject } = {}): JsonObject {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Node" } } };
  const get = { responses: { 200: { description: "Nodes.", content } } };
  return {
    openapi: "3.1.0",
    paths: { "/nodes": { get } },
    components: { schemas: { Node: node, Name: { type: "string" }, Other: { type: "string" }, ...schemas } },
    ...rest,
  };
}

function isUnchanged(base: JsonObject, head: JsonObject): boolean {
  const [old] = readOperations(base);
  const [now] = readOperations(head);
  if (!old || !now) throw new Error("The operation is missing.");
  return createUnchanged({ base, head })({ base: old, head: now });
}

test.each<[string, JsonObject]>([
  ["nothing changed", documentOf()],
  ["only what it does not refer to changed", documentOf({ schemas: { Other: { type: "number" } } })],
  ["keys stand in another order", documentOf({ node: { properties: NODE.properties, type: "object" } })],
])("an operation is unchanged: %s", (_, head) => {
  expect(isUnchanged(documentOf(), head)).toBe(true);
});

test.each<[string, JsonObject]>([
  ["a schema far behind it changed", documentOf({ schemas: { Name: { type: "number" } } })],
  ["what holds for all operations changed", documentOf({ security: [{ key: [] }] as never })],
  ["a schema that it refers to is gone", { ...documentOf(), components: {} }],
  ["a member is gone", documentOf({ node: { type: "object", properties: { name: NODE.properties.name } } })],
])("an operation is looked into: %s", (_, head) => {
  expect(isUnchanged(documentOf(), head)).toBe(false);
});

test("an operation is looked into where a discriminator leads to schemas that nothing refers to", () => {
  const same = () => documentOf({ node: { ...NODE, discriminator: { propertyName: "name" } } });
  expect(isUnchanged(same(), same())).toBe(false);
});
