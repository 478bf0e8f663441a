import { expect, test } from "vitest";
import { type Difference, diffResponse, type ResponseFacts } from "../src/index.ts";
import { documentOf, okWith, type Plain } from "./support/documents.ts";
import { onlyOperation } from "./support/onlyOperation.ts";

const json = { "content-type": "application/json" };

async function diffOf(document: object, response: Partial<ResponseFacts>): Promise<readonly Difference[]> {
  const operation = await onlyOperation(document);
  return diffResponse(operation, { status: 200, headers: {}, body: undefined, ...response });
}

/** Kind, place in the response and place in the document, with what the contract says. */
function brief(differences: readonly Difference[]): readonly string[] {
  return differences.map(({ kind, responsePointer, expected }) => `${kind} ${responsePointer}: ${expected}`);
}

async function diffBody(schema: unknown, value: unknown, more: Parameters<typeof documentOf>[1] = {}) {
  const document = documentOf(okWith(schema), more);
  return brief(await diffOf(document, { headers: json, body: JSON.stringify(value) }));
}

test("a response as documented has no differences", async () => {
  const schema = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
  expect(await diffBody(schema, { name: "Rex" })).toEqual([]);
});

test("a status that is not documented is told with those that are", async () => {
  const responses = { "200": { description: "d" }, "4XX": { description: "d" } };
  expect(brief(await diffOf(documentOf(responses), { status: 201 }))).toEqual([
    "undocumented-status /status: one of 200, 4XX",
  ]);
});

test.for([
  [200, "exact"],
  [201, "range"],
  [503, "default"],
] as const)("the status %i is held against the %s response", async ([status, name]) => {
  const header = (text: string): Plain => ({
    description: "d",
    headers: { [text]: { required: true, schema: {} } },
  });
  const responses = { "200": header("exact"), "2XX": header("range"), default: header("default") };
  expect(brief(await diffOf(documentOf(responses), { status }))).toEqual([
    `missing-header /headers/${name}: the header "${name}": a value`,
  ]);
});

const limited = {
  "200": {
    description: "d",
    headers: {
      "X-Limit": { required: true, schema: { type: "integer", minimum: 1 } },
      "X-Note": { schema: { type: "string", maxLength: 3 } },
      "X-Flags": { schema: { type: "array", items: { enum: ["a", "b"] } } },
      "X-Point": {
        schema: { type: "object", properties: { x: { type: "integer" } }, additionalProperties: false },
      },
      "X-Json": { content: { "application/json": { schema: { type: "object" } } } },
      "Set-Cookie": { schema: { type: "string", pattern: "; HttpOnly$" } },
      "Content-Type": { schema: { const: "ignored" } },
    },
  },
};

test.for([
  [{ "x-limit": "5" }, []],
  [{ "X-LIMIT": 5 }, []],
  [{}, ['missing-header /headers/x-limit: the header "x-limit": integer']],
  [{ "x-limit": "many" }, ["invalid-header /headers/x-limit: integer"]],
  [{ "x-limit": "0" }, ["invalid-header /headers/x-limit: 1 or more"]],
  [{ "x-limit": ["1", "2"] }, ["invalid-header /headers/x-limit: integer"]],
  [{ "x-limit": "1", "x-note": "long" }, ["invalid-header /headers/x-note: at most 3 characters"]],
  [{ "x-limit": "1", "x-flags": "a,b, a" }, []],
  [{ "x-limit": "1", "x-flags": "a,c" }, ['invalid-header /headers/x-flags: one of "a", "b"']],
  [{ "x-limit": "1", "x-point": "x,3" }, []],
  [
    { "x-limit": "1", "x-point": "y,3" },
    ['invalid-header /headers/x-point: no property "y": no others than the named ones are allowed'],
  ],
  [{ "x-limit": "1", "x-json": '{"a":1}' }, []],
  [{ "x-limit": "1", "x-json": "{" }, ["invalid-header /headers/x-json: JSON"]],
  [
    { "x-limit": "1", "set-cookie": ["a; HttpOnly", "b"] },
    ["invalid-header /headers/set-cookie: text that matches ; HttpOnly$"],
  ],
  [{ "x-limit": "1", "x-other": "1" }, ['undocumented-header /headers/x-other: no header "x-other"']],
  [
    {
      "x-limit": "1",
      date: "d",
      connection: "close",
      "keep-alive": "k",
      "transfer-encoding": "chunked",
      "content-length": 0,
      trailer: "t",
    },
    [],
  ],
  [{ "x-limit": "1", vary: "Origin" }, ['undocumented-header /headers/vary: no header "vary"']],
] as const)("the headers %o have the differences %o", async ([headers, want]) => {
  expect(brief(await diffOf(documentOf(limited), { headers }))).toEqual(want);
});

test("headers come as pairs, too, and a misspelt name finds the documented one", async () => {
  const [missing, undocumented] = await diffOf(documentOf(limited), { headers: [["X-Limits", "3"]] });
  expect(missing?.kind).toBe("missing-header");
  expect(undocumented).toMatchObject({
    kind: "undocumented-header",
    header: "x-limits",
    suggestion: "x-limit",
  });
});

const withBody = okWith({ type: "object" });

test.for([
  [
    "no body where one is documented",
    withBody,
    { headers: json },
    ["missing-body /body: a body of application/json"],
  ],
  [
    "an empty body where one is documented",
    withBody,
    { headers: json, body: "" },
    ["missing-body /body: a body of application/json"],
  ],
  [
    "a body where none is documented",
    { "200": { description: "d" } },
    { headers: json, body: "{}" },
    ["unexpected-body /body: no body"],
  ],
  [
    "a body to a HEAD",
    withBody,
    { headers: json, body: "{}", requestMethod: "HEAD" },
    ["unexpected-body /body: no body, as to any HEAD"],
  ],
  ["no body to a HEAD", withBody, { headers: json, requestMethod: "HEAD" }, []],
  [
    "a body with status 204",
    { "204": { description: "d", content: { "text/plain": {} } } },
    { status: 204, body: "{}" },
    ["unexpected-body /body: no body"],
  ],
  [
    "no body with status 304",
    { "304": { description: "d", content: { "text/plain": {} } } },
    { status: 304 },
    [],
  ],
  [
    "another media type",
    withBody,
    { headers: { "content-type": "text/html" }, body: "{}" },
    ["undocumented-media-type /headers/content-type: application/json"],
  ],
  [
    "no media type",
    withBody,
    { body: "{}" },
    ["undocumented-media-type /headers/content-type: application/json"],
  ],
  [
    "a media type of nonsense",
    withBody,
    { headers: { "content-type": "json" }, body: "{}" },
    ["undocumented-media-type /headers/content-type: application/json"],
  ],
  ["a charset", withBody, { headers: { "content-type": "Application/JSON; Charset=UTF-8" }, body: "{}" }, []],
  [
    "broken JSON",
    withBody,
    { headers: json, body: '{"a":' },
    ["malformed-body /body: well-formed JSON (this ends too early)"],
  ],
  [
    "bytes that are no UTF-8",
    withBody,
    { headers: json, body: new Uint8Array([0x22, 0xff, 0x22]) },
    ["malformed-body /body: text in utf-8"],
  ],
  ["text as JSON", withBody, { headers: json, body: "hello" }, ["malformed-body /body: well-formed JSON"]],
  ["bytes as JSON", withBody, { headers: json, body: new TextEncoder().encode("{}") }, []],
] as const)("%s is told", async ([, responses, response, want]) => {
  const differences = brief(await diffOf(documentOf(responses as Plain), response as Partial<ResponseFacts>));
  expect(differences.map((text) => text.replace(/ \(this breaks after 0 characters\)/, ""))).toEqual(want);
});

const ranges = {
  "200": {
    description: "d",
    content: {
      "application/json": { schema: { type: "number" } },
      "application/vnd.pet+json": { schema: { type: "boolean" } },
      "application/json; version=2": { schema: { type: "null" } },
      "text/*": { schema: { type: "string", minLength: 2 } },
      "application/octet-stream": { schema: { type: "string", format: "binary" } },
      "text/csv": { schema: { type: "integer" } },
    },
  },
};

test.for([
  ["application/json", "1", []],
  ["application/json", "true", ["wrong-type /body: number"]],
  ["application/vnd.pet+json", "true", []],
  ["application/json; version=2", "null", []],
  ["application/json;version=3", "1", []],
  ["text/plain", "ab", []],
  ["text/plain", "a", ["wrong-length /body: at least 2 characters"]],
  ["text/plain", "", ["wrong-length /body: at least 2 characters"]],
  ["text/csv", "12", []],
  ["text/csv", "x", ["wrong-type /body: integer"]],
  ["application/octet-stream", "\u0000", []],
  [
    "image/png",
    "x",
    [`undocumented-media-type /headers/content-type: ${Object.keys(ranges["200"].content).join(" or ")}`],
  ],
] as const)("a body of %s holding %o has the differences %o", async ([type, body, want]) => {
  expect(brief(await diffOf(documentOf(ranges), { headers: { "content-type": type }, body }))).toEqual(want);
});

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
  [{ type: "integer", format: "int32" }, 2 ** 40, ['wrong-format /body: text in the format "int32"']],
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

test("an unlisted property that looks misspelt finds the documented name", async () => {
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
const told = {
  ...either,
  discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
};

test.for([
  ["the discriminator's variant fits", told, { kind: "Dog", barks: true }, []],
  [
    "the discriminator's variant does not fit though another does",
    told,
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
    "the closest variant is told",
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

test("a recursive schema is followed into the depth", async () => {
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

test("a body that is nested without end is told and stops nobody", async () => {
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
