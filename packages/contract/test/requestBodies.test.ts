import { expect, test } from "vitest";
import type { Plain } from "../../../scripts/fixtures/documents.ts";
import { read, violationsOf } from "./support/readRequest.ts";

const json = "application/json";
const needs = { type: "object", required: ["n"] };

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

test("defaults are filled into the accepted body and not into the given one", async () => {
  const body = Object.freeze({ name: "Rex" });
  const result = await read(withBody, { mediaKey: json, body });
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
  ["a text that is too long", "text/plain", "abcd", false],
  ["null", json, null, false],
] as const)("%s is accepted or not", async ([, mediaKey, body, accepted]) => {
  expect((await read(withBody, { mediaKey, body })).accepted).toBe(accepted);
});

test("an optional body can be missing", async () => {
  const operation = { requestBody: { content: { [json]: { schema: { type: "object" } } } } };
  expect(await read({ operation }, {})).toMatchObject({ accepted: true, values: { body: undefined } });
});

test("a body that the document does not describe is not passed on", async () => {
  expect(await read({ operation: {} }, { mediaKey: json, body: {} })).toMatchObject({
    values: { body: undefined },
  });
});

test("OpenAPI 3.0: nullable and boolean exclusive limits are read", async () => {
  const schema = {
    type: "object",
    properties: {
      name: { type: "string", nullable: true },
      size: { type: "number", minimum: 1, exclusiveMinimum: true },
    },
  };
  const wanted = { openapi: "3.0.3", operation: { requestBody: { content: { [json]: { schema } } } } };
  const acceptBody = (body: object) => read(wanted, { mediaKey: json, body });
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
  expect((await read(wanted, { mediaKey: json, body: { next: { next: { n: 1 } } } })).accepted).toBe(true);
  expect((await read(wanted, { mediaKey: json, body: { next: { next: { n: "1" } } } })).accepted).toBe(false);
});

test("properties named like methods are compared like any other", async () => {
  const operation = {
    requestBody: { content: { [json]: { schema: { type: "array", uniqueItems: true } } } },
  };
  const body = [{ valueOf: 1 }, { valueOf: 1 }];
  expect(await violationsOf({ operation }, { mediaKey: json, body })).toEqual([
    "body must be a list without repetitions (uniqueItems)",
  ]);
});

test("defaults of properties and items are filled in at any depth, also into defaults", async () => {
  const inner = {
    type: "object",
    default: {},
    properties: { n: { type: "integer", default: 1 }, in: { $ref: "#/components/schemas/Self" } },
  };
  const schemas = {
    Inner: inner,
    Self: { type: "object", default: {}, properties: { again: { $ref: "#/components/schemas/Self" } } },
  };
  const schema = {
    type: "array",
    items: { allOf: [{ properties: { inner: { $ref: "#/components/schemas/Inner" } } }] },
  };
  const operation = { requestBody: { content: { [json]: { schema } } } };
  expect(
    await read({ operation, schemas }, { mediaKey: json, body: [{}, { inner: { n: 2 } }] }),
  ).toMatchObject({
    values: { body: [{ inner: { n: 1, in: {} } }, { inner: { n: 2, in: {} } }] },
  });
});

test.for<
  readonly [name: string, schema: Plain, body: unknown, inexact: Record<string, string>, want: string]
>([
  ["that two schemas require", { allOf: [needs, needs] }, {}, {}, "body/n is required (required)"],
  [
    "that a double cannot represent",
    { properties: { n: { type: "integer", maximum: 5 } } },
    { n: 9007199254740992 },
    { "/n": "9007199254740993" },
    "body/n must be an integer that a double represents exactly",
  ],
  [
    "of a format of numbers",
    { properties: { n: { type: "integer", format: "int32" } } },
    { n: 2 ** 31 },
    {},
    'body/n must be a number in the format "int32" (format)',
  ],
  [
    "that a discriminator asks for",
    { oneOf: [{ $ref: "#/components/schemas/A" }], discriminator: { propertyName: "n" } },
    {},
    {},
    "body/n is required (discriminator)",
  ],
])("one wrong part of a value %s is one violation", async ([, schema, body, inexact, want]) => {
  const operation = { requestBody: { content: { [json]: { schema } } } };
  const schemas = { A: { type: "object", properties: { n: { type: "string" } } } };
  const request = { mediaKey: json, body, inexact: new Map(Object.entries(inexact)) };
  const violations = await violationsOf({ operation, schemas }, request);
  expect(violations).toEqual([expect.stringContaining(want)]);
});

test("a required property that is read-only may be missing", async () => {
  const schema = {
    type: "object",
    required: ["id", "name"],
    properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
  };
  const operation = { requestBody: { content: { [json]: { schema } } } };
  expect((await read({ operation }, { mediaKey: json, body: { name: "a" } })).accepted).toBe(true);
  expect((await read({ operation }, { mediaKey: json, body: {} })).accepted).toBe(false);
});
