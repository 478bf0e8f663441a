import { expect, test } from "vitest";
import { type Acceptance, compileRequestChecks, type RequestFacts } from "../src/index.ts";
import type { Plain } from "./support/documents.ts";
import { onlyOperation } from "./support/onlyOperation.ts";

interface Wanted {
  readonly openapi?: string;
  readonly path?: string;
  readonly operation: Plain;
  readonly schemas?: Plain;
}

async function accept(wanted: Wanted, request: Partial<RequestFacts>): Promise<Acceptance> {
  const { openapi = "3.1.0", path = "/pets", operation, schemas = {} } = wanted;
  const responses = { default: { description: "d" } };
  const checks = compileRequestChecks(
    await onlyOperation({
      openapi,
      info: { title: "t", version: "1" },
      paths: { [path]: { post: { responses, ...operation } } },
      components: { schemas },
    }),
  );
  const nothing = {
    pathParameters: {},
    rawQuery: "",
    headers: {},
    cookies: {},
    contentType: undefined,
    body: undefined,
  };
  return checks.accept({ ...nothing, ...request });
}

/** A parameter by location and name: `query limit`. */
function parameter(place: string, schema: unknown, more: Plain = {}): Plain {
  const [location, name] = place.split(" ");
  return { name, in: location, schema, ...(location === "path" && { required: true }), ...more };
}

async function query(definition: Plain, rawQuery: string): Promise<unknown> {
  const result = await accept({ operation: { parameters: [definition] } }, { rawQuery });
  return result.accepted ? result.values.query : "left to another judge";
}

const other = "left to another judge";
const integers = { type: "array", items: { type: "integer" } };

test.for([
  ["a text", parameter("query q", { type: "string" }), "q=a%20b", { q: "a b" }],
  ["a number", parameter("query q", { type: "integer" }), "q=12", { q: 12 }],
  ["a truth value", parameter("query q", { type: "boolean" }), "q=true", { q: true }],
  ["a referred schema's default", parameter("query q", { type: "integer", default: 7 }), "", { q: 7 }],
  ["nothing where nothing is required", parameter("query q", { type: "integer" }), "", {}],
  ["a repeated list", parameter("query q", integers), "q=1&q=2", { q: [1, 2] }],
  ["a repeated list of one", parameter("query q", integers), "q=1", { q: [1] }],
  ["a list with commas", parameter("query q", integers, { explode: false }), "q=1,2", { q: [1, 2] }],
  [
    "a list with bars",
    parameter("query q", integers, { explode: false, style: "pipeDelimited" }),
    "q=1%7C2",
    { q: [1, 2] },
  ],
  [
    "a list with spaces",
    parameter("query q", integers, { explode: false, style: "spaceDelimited" }),
    "q=1%202",
    { q: [1, 2] },
  ],
  [
    "reserved characters where they are allowed",
    parameter("query q", { type: "string" }, { allowReserved: true }),
    "q=a/b:c",
    { q: "a/b:c" },
  ],
  ["a wrong type", parameter("query q", { type: "integer" }), "q=x", other],
  ["a missing parameter", parameter("query q", {}, { required: true }), "", other],
  ["an unknown name", parameter("query q", {}), "r=1", other],
  ["an empty value", parameter("query q", {}), "q=", other],
  ["a name alone", parameter("query q", {}), "q", other],
  ["a scalar twice", parameter("query q", {}), "q=1&q=2", other],
  ["reserved characters", parameter("query q", { type: "string" }), "q=a+b", other],
  ["a broken encoding", parameter("query q", { type: "string" }), "q=%zz", other],
  ["an encoded name", parameter("query q", { type: "string" }), "%71=1", other],
  ["a deep object", parameter("query q", { type: "object" }, { style: "deepObject" }), "q[a]=1", other],
  ["an object", parameter("query q", { type: "object" }, { explode: false }), "q=a,1", other],
  [
    "JSON in a parameter",
    { name: "q", in: "query", content: { "application/json": { schema: {} } } },
    "q=1",
    other,
  ],
  ["brackets in a name", parameter("query q[]", integers), "q[]=1", other],
  ["more values than anyone needs", parameter("query q", integers), "q=1&".repeat(200), other],
] as const)("the checks accept %s, or leave it", async ([, definition, rawQuery, want]) => {
  expect(await query(definition as Plain, rawQuery)).toEqual(want);
});

test("parameters of every location are converted and go by the names of the document", async () => {
  const parameters = [
    parameter("path id", { type: "integer" }),
    parameter("path tags", { type: "array", items: { type: "string" } }),
    parameter("header X-Count", { type: "integer", default: 3 }),
    parameter("header X-On", { type: "boolean" }),
    parameter("cookie visit", { type: "integer" }),
  ];
  const result = await accept(
    { path: "/pets/{id}/{tags}", operation: { parameters } },
    {
      pathParameters: { id: "5", tags: "a,b" },
      headers: { "x-on": "true", host: "h" },
      cookies: { visit: "9", other: "1" },
    },
  );
  expect(result).toEqual({
    accepted: true,
    values: {
      path: { id: 5, tags: ["a", "b"] },
      query: {},
      header: { "X-Count": 3, "X-On": true },
      cookie: { visit: "9" },
      body: undefined,
    },
  });
});

test("a schema behind a reference counts, one with siblings is left to another judge", async () => {
  const schemas = { Count: { type: "integer" } };
  const plain = { parameters: [parameter("query q", { $ref: "#/components/schemas/Count" })] };
  const siblings = {
    parameters: [parameter("query q", { $ref: "#/components/schemas/Count", default: 1 })],
  };
  expect(await accept({ operation: plain, schemas }, { rawQuery: "q=1" })).toMatchObject({
    values: { query: { q: 1 } },
  });
  expect(await accept({ operation: siblings, schemas }, { rawQuery: "q=1" })).toEqual({ accepted: false });
});

const pet = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 1 },
    kind: { $ref: "#/components/schemas/Kind", default: "cat" },
    id: { type: "integer", readOnly: true },
    born: { type: "string", format: "date" },
  },
};
const withBody = {
  operation: {
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: { $ref: "#/components/schemas/Pet" } },
        "text/plain": { schema: { type: "string", maxLength: 3 } },
        "multipart/form-data": { schema: { type: "object" } },
        "application/octet-stream": {},
      },
    },
  },
  schemas: { Pet: pet, Kind: { enum: ["cat", "dog"] } },
};
const json = "application/json";

test("defaults are filled into the accepted body and not into the one that was given", async () => {
  const body = Object.freeze({ name: "Rex" });
  const result = await accept(withBody, { contentType: json, body });
  expect(result).toMatchObject({ accepted: true, values: { body: { name: "Rex", kind: "cat" } } });
  expect(body).toEqual({ name: "Rex" });
});

test.for([
  ["a right body", json, { name: "a", kind: "dog", born: "2026-01-02" }, true],
  ["a body of another declared type", "text/plain", "abc", true],
  ["a body without schema", "application/octet-stream", new Uint8Array(2), true],
  ["no body where one is required", undefined, undefined, false],
  ["a missing property", json, {}, false],
  ["an unknown property", json, { name: "a", x: 1 }, false],
  ["a read-only property", json, { name: "a", id: 1 }, false],
  ["a wrong format", json, { name: "a", born: "yesterday" }, false],
  ["text in place of a number, which bodies do not convert", json, { name: 5 }, false],
  ["too long a text", "text/plain", "abcd", false],
  ["a form with files", "multipart/form-data", {}, false],
  ["a media type that is not declared", "application/xml", "<a/>", false],
  ["null", json, null, false],
] as const)("%s is accepted or not", async ([, contentType, body, accepted]) => {
  expect((await accept(withBody, { contentType, body })).accepted).toBe(accepted);
});

test("a body that may be missing can be missing", async () => {
  const operation = { requestBody: { content: { [json]: { schema: { type: "object" } } } } };
  expect(await accept({ operation }, {})).toMatchObject({ accepted: true, values: { body: undefined } });
});

test("a body that nobody described is not accepted", async () => {
  expect(await accept({ operation: {} }, { contentType: json, body: {} })).toEqual({ accepted: false });
});

test("a body with a discriminator is left to another judge", async () => {
  const schemas = { Cat: { type: "object" } };
  const schema = { oneOf: [{ $ref: "#/components/schemas/Cat" }], discriminator: { propertyName: "kind" } };
  const operation = { requestBody: { content: { [json]: { schema } } } };
  expect(await accept({ operation, schemas }, { contentType: json, body: { kind: "Cat" } })).toEqual({
    accepted: false,
  });
});

test("OpenAPI 3.0 reads nullable and switched limits", async () => {
  const schema = {
    type: "object",
    properties: {
      name: { type: "string", nullable: true },
      size: { type: "number", minimum: 1, exclusiveMinimum: true },
    },
  };
  const wanted = { openapi: "3.0.3", operation: { requestBody: { content: { [json]: { schema } } } } };
  const acceptBody = (body: object) => accept(wanted, { contentType: json, body });
  expect((await acceptBody({ name: null, size: 2 })).accepted).toBe(true);
  expect((await acceptBody({ size: 1 })).accepted).toBe(false);
});

test("recursive schemas are compiled", async () => {
  const schemas = {
    Node: {
      type: "object",
      properties: { next: { $ref: "#/components/schemas/Node" }, n: { type: "integer" } },
    },
  };
  const wanted = {
    operation: { requestBody: { content: { [json]: { schema: { $ref: "#/components/schemas/Node" } } } } },
    schemas,
  };
  expect((await accept(wanted, { contentType: json, body: { next: { next: { n: 1 } } } })).accepted).toBe(
    true,
  );
  expect((await accept(wanted, { contentType: json, body: { next: { next: { n: "1" } } } })).accepted).toBe(
    false,
  );
});

test("a body that makes the validator throw is not accepted", async () => {
  const operation = {
    requestBody: { content: { [json]: { schema: { type: "array", uniqueItems: true } } } },
  };
  const body = [{ valueOf: 1 }, { valueOf: 1 }];
  expect(await accept({ operation }, { contentType: json, body })).toEqual({ accepted: false });
});

test("a required property that is read-only is not asked for", async () => {
  const schema = {
    type: "object",
    required: ["id", "name"],
    properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
  };
  const operation = { requestBody: { content: { [json]: { schema } } } };
  expect((await accept({ operation }, { contentType: json, body: { name: "a" } })).accepted).toBe(true);
  expect((await accept({ operation }, { contentType: json, body: {} })).accepted).toBe(false);
});
