import { expect, test } from "vitest";
import { documentOf, okWith, type Plain } from "../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { diffResponse } from "../src/index.ts";
import { diffBody, diffOf, json } from "./support/diffOf.ts";

// As text, because an object with a member "then" passes for a promise.
const conditional: Plain = JSON.parse(
  '{"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}',
);
const namedByCondition: Plain = JSON.parse(
  '{"properties": {"a": {}}, "if": {}, "then": {"properties": {"b": {}}}}',
);

test.for([
  [{ type: "string" }, 1, ["wrong-type /body: string"]],
  [{ type: ["string", "null"] }, 1, ["wrong-type /body: string or null"]],
  [{ enum: ["a", "b"] }, "c", ['not-in-enum /body: one of "a", "b"']],
  [{ const: "a" }, "c", ['wrong-constant /body: "a"']],
  [{ type: "string", format: "uuid" }, "x", ['wrong-format /body: text in the format "uuid"']],
  [{ type: "integer", format: "int32" }, 2 ** 40, ['wrong-format /body: a number in the format "int32"']],
  [{ type: "string", pattern: "^a" }, "b", ["pattern-mismatch /body: text that matches ^a"]],
  [{ minLength: 2, maxLength: 1 }, "", ["wrong-length /body: at least 2 characters"]],
  [{ maxItems: 1 }, [1, 2], ["wrong-length /body: at most 1 item"]],
  [{ minProperties: 1 }, {}, ["wrong-length /body: at least 1 property"]],
  [
    { minimum: 2, multipleOf: 2 },
    1,
    ["out-of-range /body: 2 or more", "out-of-range /body: a multiple of 2"],
  ],
  [{ exclusiveMaximum: 2 }, 2, ["out-of-range /body: less than 2"]],
  [{ uniqueItems: true }, [1, 1], ["duplicate-items /body: a list without repetitions"]],
  [{ items: { type: "string" } }, ["a", 1], ["wrong-type /body/1: string"]],
  [
    { prefixItems: [{ type: "string" }], items: false },
    ["a", 1],
    ["schema-mismatch /body/1: nothing at all"],
  ],
  [{ not: { type: "string" } }, "a", ["schema-mismatch /body: a value that is not as described"]],
  [{ contains: { const: 1 } }, [2], ["schema-mismatch /body: an item as described"]],
  [
    { required: ["a"], properties: { a: { type: "string" } } },
    {},
    ['missing-property /body/a: the property "a": string'],
  ],
  [
    { dependentRequired: { a: ["b"] }, properties: { a: {}, b: {} } },
    { a: 1 },
    ['missing-property /body/b: the property "b"'],
  ],
  [
    { properties: { a: {} }, additionalProperties: false },
    { b: 1 },
    ['forbidden-property /body/b: no property "b": no others than the named ones are allowed'],
  ],
  [
    { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    { b: 1 },
    ['forbidden-property /body/b: no property "b"'],
  ],
  [conditional, { a: 1 }, ['missing-property /body/b: the property "b": any value']],
  [{ patternProperties: { "^x": { type: "number" } } }, { x1: "a" }, ["wrong-type /body/x1: number"]],
  [{ additionalProperties: { type: "number" } }, { a: "a" }, ["wrong-type /body/a: number"]],
  [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, ["schema-mismatch /body: property names as described"]],
] as const)("the schema %o and the value %o differ by %o", async ([schema, value, want]) => {
  expect(await diffBody(schema, value)).toEqual(want);
});

test.for([
  ["no schema names it", { properties: { a: {} } }, { b: 1 }, ["/body/b"]],
  [
    "a part of allOf names it",
    { allOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
    { a: 1, b: 1 },
    [],
  ],
  [
    "another variant names it",
    { oneOf: [{ required: ["a"], properties: { a: {} } }, { properties: { b: {} } }] },
    { b: 1 },
    [],
  ],
  [
    "a pattern names it",
    { properties: { a: {} }, patternProperties: { "^x-": {} } },
    { "x-b": 1, c: 1 },
    ["/body/c"],
  ],
  [
    "others are allowed in so many words",
    { properties: { a: {} }, additionalProperties: true },
    { b: 1 },
    [],
  ],
  ["the schema names nothing", { type: "object" }, { b: 1 }, []],
  [
    "it is deeper",
    { properties: { a: { items: { properties: { b: {} } } } } },
    { a: [{ b: 1 }, { c: 1 }] },
    ["/body/a/1/c"],
  ],
  ["a condition names it", namedByCondition, { b: 1 }, []],
  [
    "values of a map have names",
    { additionalProperties: { properties: { a: {} } } },
    { k: { b: 1 } },
    ["/body/k/b"],
  ],
] as const)("a property is unlisted or not where %s", async ([, schema, value, want]) => {
  const differences = await diffBody(schema, value);
  expect(differences.map((text) => text.split(": ")[0])).toEqual(
    want.map((pointer) => `unlisted-property ${pointer}`),
  );
});

test("an unlisted property that looks misspelt suggests the documented name", async () => {
  const schema = { properties: { username: {}, roles: {} }, required: ["username"] };
  const differences = await diffOf(documentOf(okWith(schema)), {
    headers: json,
    body: '{"userName":"a","roles":1}',
  });
  expect(differences).toMatchObject([
    { kind: "missing-property", property: "username" },
    { kind: "unlisted-property", property: "userName", suggestion: "username" },
  ]);
});

test("write-only properties are not for responses, read-only ones are", async () => {
  const schema = {
    type: "object",
    required: ["id", "password"],
    properties: { id: { readOnly: true }, password: { $ref: "#/components/schemas/Secret" } },
  };
  const components = { schemas: { Secret: { type: "string", writeOnly: true } } };
  expect(await diffBody(schema, { id: 1 }, { components })).toEqual([]);
  expect(await diffBody(schema, { password: "p" }, { components })).toEqual([
    'missing-property /body/id: the property "id": a value',
    'write-only-property /body/password: no "password": it is write-only',
  ]);
});

const animals = {
  schemas: {
    Cat: {
      type: "object",
      required: ["kind", "lives"],
      properties: { kind: { type: "string" }, lives: { type: "integer" } },
    },
    Dog: {
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string" }, barks: { type: "boolean" } },
    },
  },
};
const either = { oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }] };
const discriminated = {
  ...either,
  discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
};

test.for([
  ["the discriminator's variant fits", discriminated, { kind: "Dog", barks: true }, []],
  [
    "the discriminator alone names its property",
    { ...discriminated, discriminator: { propertyName: "type" } },
    { type: "Dog", kind: "d", size: 1 },
    ['unlisted-property /body/size: no property "size": no schema names it'],
  ],
  [
    "the discriminator's variant does not fit though another does",
    discriminated,
    { kind: "cat", barks: true },
    ['missing-property /body/lives: the property "lives": integer'],
  ],
  [
    "two variants fit",
    either,
    { kind: "x", lives: 1 },
    ["wrong-variant /body: exactly one of the variants, but several fit: Cat, Dog"],
  ],
  ["no variant is of the value's type", either, 1, ["wrong-type /body: object"]],
  [
    "the closest variant is reported",
    either,
    { kind: 1, barks: 1 },
    [
      "wrong-variant /body: one of the variants Cat, Dog; the closest is Dog",
      "wrong-type /body/kind: string",
      "wrong-type /body/barks: boolean",
    ],
  ],
  [
    "types are joined",
    { anyOf: [{ type: "string" }, { type: "null" }] },
    1,
    ["wrong-type /body: string or null"],
  ],
] as const)("variants: %s", async ([, schema, value, want]) => {
  expect(await diffBody(schema, value, { components: animals })).toEqual(want);
});

test("a discriminator without variants chooses among the schemas built on it", async () => {
  const components = {
    schemas: {
      Pet: {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string" } },
        discriminator: { propertyName: "kind" },
      },
      Cat: {
        allOf: [
          { $ref: "#/components/schemas/Pet" },
          { required: ["lives"], properties: { lives: { type: "integer" } } },
        ],
      },
    },
  };
  const pets = { type: "array", items: { $ref: "#/components/schemas/Pet" } };
  expect(await diffBody(pets, [{ kind: "Cat", lives: 9 }, { kind: "other" }], { components })).toEqual([]);
  expect(await diffBody(pets, [{ kind: "Cat", wings: 2 }], { components })).toEqual([
    'missing-property /body/0/lives: the property "lives": integer',
    'unlisted-property /body/0/wings: no property "wings": no schema names it',
  ]);
});

test.for([
  [{ type: "string", nullable: true }, null, []],
  [{ type: "string" }, null, ["wrong-type /body: string"]],
  [{ type: "string", nullable: true }, 1, ["wrong-type /body: string or null"]],
  [{ type: "number", minimum: 1, exclusiveMinimum: true }, 1, ["out-of-range /body: more than 1"]],
  [{ type: "number", maximum: 1, exclusiveMaximum: false }, 1, []],
  [{ $ref: "#/components/schemas/A" }, 1, ["wrong-type /body: string"]],
] as const)("OpenAPI 3.0: the schema %o and the value %o differ by %o", async ([schema, value, want]) => {
  const components = { schemas: { A: { type: "string" } } };
  expect(await diffBody(schema, value, { components, openapi: "3.0.4" })).toEqual(want);
});

test("a recursive schema is validated at every level", async () => {
  const components = {
    schemas: {
      Node: {
        type: "object",
        properties: { next: { $ref: "#/components/schemas/Node" }, name: { type: "string" } },
      },
    },
  };
  const value = { next: { next: { name: 1, nme: 1 } } };
  expect(await diffBody({ $ref: "#/components/schemas/Node" }, value, { components })).toEqual([
    "wrong-type /body/next/next/name: string",
    'unlisted-property /body/next/next/nme: no property "nme": no schema names it',
  ]);
});

test("names of Object.prototype are properties like any other", async () => {
  const schema = { type: "object", properties: { a: {} } };
  const operation = await onlyOperation(documentOf(okWith(schema)));
  const body = '{"__proto__": 1, "constructor": 2, "toString": 3}';
  const differences = diffResponse(operation, { status: 200, headers: json, body });
  expect(differences.map(({ responsePointer }) => responsePointer)).toEqual([
    "/body/__proto__",
    "/body/constructor",
    "/body/toString",
  ]);
});

test("a body with too many levels is reported, and its validation ends", async () => {
  const components = {
    schemas: { Node: { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } } } },
  };
  const operation = await onlyOperation(
    documentOf(okWith({ $ref: "#/components/schemas/Node" }), { components }),
  );
  const body = `${'{"next":'.repeat(50_000)}{}${"}".repeat(50_000)}`;
  const differences = diffResponse(operation, { status: 200, headers: json, body });
  expect(differences.map(({ kind }) => kind)).toEqual(["malformed-body"]);
});
