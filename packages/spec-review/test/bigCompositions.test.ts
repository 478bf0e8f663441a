import type { JsonObject } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { createComparer } from "../src/compare/createComparer.ts";
import { createSchemaDiffer } from "../src/diff/createSchemaDiffer.ts";
import { openDocument } from "../src/document/openDocument.ts";
import { compareDocuments } from "../src/review/compareDocuments.ts";
import { createSchemaReviewer } from "../src/review/createSchemaReviewer.ts";
import { createSchemaSource } from "../src/schema/createSchemaSource.ts";

const indices = (count: number) => Array.from({ length: count }, (_, index) => index);
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function documentOf(schemas: JsonObject, body: JsonObject, direction: "request" | "response"): JsonObject {
  const content = { content: { "application/json": { schema: body } } };
  const responses = { "200": { description: "d", ...(direction === "response" && content) } };
  const operation = {
    responses,
    ...(direction === "request" && { requestBody: { required: true, ...content } }),
  };
  return {
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: { "/a": { post: operation } },
    components: { schemas },
  };
}

async function review(base: JsonObject, head: JsonObject): Promise<string[]> {
  const documents = {
    base: await openDocument({ source: base, name: "base" }),
    head: await openDocument({ source: head, name: "head" }),
  };
  const findings = compareDocuments({ documents, hasPassed: () => false });
  return findings.map(({ severity, id, direction }) => `${severity} ${id} ${direction}`);
}

/** A tree of nodes as drawing programs have it: a recursive `oneOf` over `allOf` of traits. */
function drawing(layouts: readonly string[], more: JsonObject = {}): JsonObject {
  const trait = (index: number): JsonObject => ({
    type: "object",
    properties: Object.fromEntries(indices(6).map((name) => [`t${index}m${name}`, { type: "string" }])),
  });
  const node = (index: number): JsonObject => ({
    allOf: [
      {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string", enum: [`NODE_${index}`] } },
      },
      ...indices(4).map((trait) => ref(`Trait${(index + trait) % 20}`)),
      { type: "object", properties: { children: { type: "array", items: ref("Node") } } },
      ...(index % 3 === 0 ? [ref("Layout")] : []),
    ],
  });
  return {
    ...Object.fromEntries(indices(20).map((index) => [`Trait${index}`, trait(index)])),
    ...Object.fromEntries(indices(28).map((index) => [`Node${index}`, node(index)])),
    Layout: { type: "object", properties: { layout: { type: "string", enum: layouts }, ...more } },
    Node: { oneOf: indices(28).map((index) => ref(`Node${index}`)) },
    File: { type: "object", required: ["root"], properties: { root: ref("Node") } },
  };
}

/** Payment methods: closed objects that an optional member distinguishes. */
function payment(count: number, change: (index: number) => JsonObject = () => ({})): JsonObject {
  const way = (index: number): JsonObject => ({
    type: "object",
    additionalProperties: false,
    properties: {
      type: { type: "string", enum: [`way${index}`, `other${index}`] },
      ...Object.fromEntries(indices(8).map((name) => [`m${index % 5}n${name}`, { type: "string" }])),
      ...change(index),
    },
  });
  return {
    ...Object.fromEntries(indices(count).map((index) => [`Way${index}`, way(index)])),
    Payment: {
      type: "object",
      required: ["method"],
      properties: { method: { oneOf: indices(count).map((index) => ref(`Way${index}`)) } },
    },
  };
}

test.each(["request", "response"] as const)(
  "a value that is added deep in a recursive composition is found in a %s",
  async (direction) => {
    const base = documentOf(drawing(["NONE", "ROW"]), ref("File"), direction);
    const head = documentOf(drawing(["NONE", "ROW", "GRID"]), ref("File"), direction);
    const severity = direction === "request" ? "safe" : "breaking";
    expect(await review(base, head)).toEqual([`${severity} enum-value-added ${direction}`]);
  },
);

test.each(["request", "response"] as const)(
  "a member that is added to a common part of many alternatives is safe in a %s",
  async (direction) => {
    const base = documentOf(drawing(["NONE"]), ref("File"), direction);
    const head = documentOf(drawing(["NONE"], { gap: { type: "number" } }), ref("File"), direction);
    expect(await review(base, head)).toEqual([`safe property-added ${direction}`]);
  },
);

test("a member that is added beside a required `oneOf` of 50 closed objects is safe", async () => {
  const { Payment: _, ...ways } = payment(50);
  const method = { oneOf: indices(50).map((index) => ref(`Way${index}`)) };
  const body = (more: JsonObject) => ({
    type: "object",
    required: ["method"],
    properties: { method, ...more },
  });
  const base = documentOf(ways, body({}), "request");
  const head = documentOf(ways, body({ note: { type: "string" } }), "request");
  expect(await review(base, head)).toEqual(["safe property-added request"]);
});

test.each([
  {
    name: "a member added to one of 70 alternatives",
    at: { added: { type: "string" } },
    want: { request: "safe property-added", response: "risky closed-response-extended" },
  },
  {
    name: "a member of one of 70 alternatives with another type",
    at: { m3n1: { type: "integer" } },
    want: { request: "breaking type-changed", response: "breaking type-changed" },
  },
])("$name is decided alone", async ({ at, want }) => {
  for (const direction of ["request", "response"] as const) {
    const base = documentOf(payment(70), ref("Payment"), direction);
    const head = documentOf(
      payment(70, (index) => (index === 33 ? at : {})),
      ref("Payment"),
      direction,
    );
    const expected = [`${want[direction]} ${direction}`];
    expect((await review(base, head)).filter((line) => !line.includes("overlap"))).toEqual(expected);
  }
});

test("the removal of one of 70 alternatives breaks requests that send it", async () => {
  const base = documentOf(payment(70), ref("Payment"), "request");
  const head = documentOf(payment(69), ref("Payment"), "request");
  expect(await review(base, head)).toContain("breaking alternative-removed request");
});

test("a value of a new alternative is shown inside a body with many alternatives", async () => {
  const open = (...names: readonly string[]): JsonObject => ({
    type: "object",
    required: [...names],
    properties: Object.fromEntries(names.map((name) => [name, { type: "number", minimum: 0, maximum: 1 }])),
  });
  const link = {
    ...open("id"),
    properties: { type: { type: "string", enum: ["LINK"] }, id: { type: "string" } },
  };
  const faded = (color: JsonObject, opacity: JsonObject): JsonObject => ({
    type: "object",
    required: ["color", "opacity"],
    properties: { color, opacity },
  });
  const colors = [
    open("r", "g", "b"),
    open("r", "g", "b", "a"),
    open("h", "s", "l"),
    open("h", "s", "l", "a"),
  ];
  const composed = [faded({ oneOf: colors }, link), faded(link, { oneOf: [{ type: "number" }, link] })];
  const others = [...["boolean", "number", "string"].map((type) => ({ type })), ...colors, link];
  const body = (more: readonly JsonObject[]): JsonObject => ({
    type: "object",
    required: ["values"],
    properties: { values: { type: "object", additionalProperties: { oneOf: [...others, ...more] } } },
  });
  const base = documentOf({}, body([]), "response");
  const head = documentOf({}, body([{ oneOf: composed }]), "response");
  expect(await review(base, head)).toContain("breaking alternative-added response");
});

/** Schemas that all lead to each other; a change of one of them can be reached from all. */
function linkedSchemas(count: number, last: JsonObject): JsonObject {
  const schemaOf = (index: number): JsonObject => ({
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "string" },
      one: ref(`S${(index * 7 + 1) % count}`),
      many: { type: "array", items: ref(`S${(index * 13 + 5) % count}`) },
      choice: { oneOf: [ref(`S${(index + 1) % count}`), { type: "string" }] },
      ...(index === count - 55 && last),
    },
  });
  return Object.fromEntries(indices(count).map((index) => [`S${index}`, schemaOf(index)]));
}

test("a changed line in a document of 2,000 linked schemas is compared to the end", async () => {
  const base = documentOf(linkedSchemas(2_000, {}), ref("S0"), "response");
  const head = documentOf(linkedSchemas(2_000, { state: { type: "string" } }), ref("S0"), "response");
  expect(await review(base, head)).toEqual(["safe property-added response"]);
});

/** How many schemas are made and how many claims are looked at for a comparison of linked schemas. */
function workFor(count: number): { readonly nodes: number; readonly claims: number } {
  let nodes = 0;
  const nextId = () => {
    nodes += 1;
    return nodes;
  };
  const open = (last: JsonObject) => {
    const root = { components: { schemas: linkedSchemas(count, last) } };
    return createSchemaSource({ root, dialect: "3.1", direction: "response", nextId }).at(
      "/components/schemas/S0",
    );
  };
  const comparer = createComparer();
  const reviewer = createSchemaReviewer(createSchemaDiffer(comparer, nextId), comparer);
  const pair = { base: open({}), head: open({ state: { type: "string" } }) };
  const reviewed = reviewer.review({ ...pair, direction: "response", asText: false });
  expect(reviewed.map(({ placed: { change } }) => change.rule)).toEqual(["property-added"]);
  return { nodes, claims: comparer.space.proof.steps };
}

test("the work for linked schemas grows linearly with their number", () => {
  const [few, many] = [workFor(200), workFor(800)];
  expect(many.nodes).toBeLessThanOrEqual(4.2 * few.nodes);
  expect(many.claims).toBeLessThanOrEqual(4.2 * few.claims);
  expect(many.nodes).toBeLessThan(30 * 800);
  expect(many.claims).toBeLessThan(10 * 800);
});
