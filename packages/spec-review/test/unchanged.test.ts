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
  ["only parts that it does not refer to changed", documentOf({ schemas: { Other: { type: "number" } } })],
  ["keys have another order", documentOf({ node: { properties: NODE.properties, type: "object" } })],
])("an operation is unchanged: %s", (_, head) => {
  expect(isUnchanged(documentOf(), head)).toBe(true);
});

test.each<[string, JsonObject]>([
  ["a schema that it refers to indirectly changed", documentOf({ schemas: { Name: { type: "number" } } })],
  ["a key that applies to all operations changed", documentOf({ security: [{ key: [] }] as never })],
  ["a schema that it refers to was removed", { ...documentOf(), components: {} }],
  [
    "a member was removed",
    documentOf({ node: { type: "object", properties: { name: NODE.properties.name } } }),
  ],
])("an operation is compared: %s", (_, head) => {
  expect(isUnchanged(documentOf(), head)).toBe(false);
});

test("an operation is compared if a discriminator leads to schemas without a reference", () => {
  const same = () => documentOf({ node: { ...NODE, discriminator: { propertyName: "name" } } });
  expect(isUnchanged(same(), same())).toBe(false);
});
