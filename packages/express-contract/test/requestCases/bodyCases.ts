import {
  integer,
  JSON_TYPE,
  json,
  type MessageCase,
  parameter,
  type SentMessage,
  send,
  text,
} from "./MessageCase.ts";

const JSON_TEXT = "RFC 8259, 4 and 8 (objects, strings)";
const DATES = "RFC 3339, 5.6 and 5.7 (dates that exist)";
const DISCRIMINATOR = "OpenAPI 3.1.1, 4.8.25 (discriminator)";
const UNEVALUATED = "JSON Schema 2020-12, 11.3 (unevaluatedProperties)";
const READ_ONLY = "OpenAPI 3.1.1, 4.8.24 (readOnly)";
const UNIONS = "JSON Schema 2020-12, 10.2.1 (anyOf, oneOf)";
const NUMBERS = "RFC 8259, 6; JSON Schema 2020-12, 6.2 (numbers)";
const ARRAYS = "JSON Schema 2020-12, 6.4, 10.3.1, 11.2 (arrays)";
const NULLABLE = "OpenAPI 3.0.4, 4.7.24 (nullable)";
const FORMATS = "JSON Schema 2020-12, 7.3 (formats)";
const REFERENCES = "OpenAPI 3.0.4, 4.7.23; JSON Schema 2020-12, 8.2.3.1 ($ref)";
const OBJECTS = "JSON Schema 2020-12, 6.5 (objects)";
const REGEXES = "JSON Schema 2020-12 core, 6.4 (regular expressions)";

const sendText = (body: string): SentMessage => ({ type: JSON_TYPE, body });
const dated = (format: string) => json({ type: "string", format });
const animals = {
  Animal: {
    type: "object",
    required: ["kind"],
    properties: { kind: text },
    discriminator: { propertyName: "kind", mapping: { dog: "#/components/schemas/Dog" } },
  },
  Cat: {
    allOf: [{ $ref: "#/components/schemas/Animal" }, { required: ["lives"], properties: { lives: integer } }],
  },
  Dog: {
    allOf: [{ $ref: "#/components/schemas/Animal" }, { required: ["bark"], properties: { bark: text } }],
  },
};
const animal = (more: object = {}) =>
  json({ $ref: "#/components/schemas/Animal" }, { schemas: animals, ...more });

/** JSON bodies: texts, dates, discriminators, compositions. */
export const bodyCases: readonly MessageCase[] = [
  [JSON_TEXT, json({}), sendText('{"a":1,"\\u0061":2}'), 400],
  [JSON_TEXT, json({}), sendText("\ufeff{}"), { body: {} }],
  [JSON_TEXT, json({}), sendText("[1,]"), 400],
  [JSON_TEXT, json({}), sendText("NaN"), 400],
  [JSON_TEXT, json({}), sendText(""), 400],
  [JSON_TEXT, json(text), sendText('"\\ud800"'), { body: "\ud800" }],
  [JSON_TEXT, json({ type: "string", maxLength: 1 }), send("😀"), { body: "😀" }],
  [JSON_TEXT, json({}), sendText(`${"[".repeat(65)}${"]".repeat(65)}`), 400],
  [DATES, dated("date"), send("2023-02-29"), 400],
  [DATES, dated("date"), send("2000-02-29"), { body: "2000-02-29" }],
  [DATES, dated("date"), send("1900-02-29"), 400],
  [DATES, dated("date-time"), send("2016-12-31T23:59:60Z"), { body: "2016-12-31T23:59:60Z" }],
  [DATES, dated("date-time"), send("2016-12-31T15:59:60-08:00"), { body: "2016-12-31T15:59:60-08:00" }],
  [DATES, dated("date-time"), send("2016-12-31T22:59:60Z"), 400],
  [DATES, dated("date-time"), send("2016-06-15T23:59:61Z"), 400],
  [DATES, dated("date-time"), send("2016-01-01t00:00:00z"), { body: "2016-01-01t00:00:00z" }],
  [DATES, dated("date-time"), send("2016-01-01T00:00:00+24:00"), 400],
  [DATES, dated("date-time"), send("2016-01-01 00:00:00Z"), 400],
  [DATES, dated("date-time"), send("2016-01-01T24:00:00Z"), 400],
  [DATES, dated("date-time"), send("২016-01-01T00:00:00Z"), 400],
  [DATES, dated("time"), send("23:59:60Z"), { body: "23:59:60Z" }],
  [DATES, dated("time"), send("12:00:60Z"), 400],
  [DISCRIMINATOR, animal(), send({ kind: "dog", bark: "w" }), { body: { kind: "dog", bark: "w" } }],
  [DISCRIMINATOR, animal(), send({ kind: "dog" }), 400],
  [DISCRIMINATOR, animal(), send({ kind: "Dog" }), 400],
  [DISCRIMINATOR, animal(), send({ kind: "Cat", lives: 9 }), { body: { kind: "Cat", lives: 9 } }],
  [DISCRIMINATOR, animal(), send({ kind: "Cat", lives: "9" }), 400],
  [DISCRIMINATOR, animal(), send({ kind: 5 }), 400],
  [DISCRIMINATOR, animal(), send({}), 400],
  [
    UNEVALUATED,
    json({ allOf: [{ properties: { a: text } }], unevaluatedProperties: false }),
    send({ a: "x", b: 1 }),
    400,
  ],
  [
    UNEVALUATED,
    json({
      anyOf: [
        { properties: { a: text }, required: ["a"] },
        { properties: { b: text }, required: ["b"] },
      ],
      unevaluatedProperties: false,
    }),
    send({ a: "x", b: 1 }),
    400,
  ],
  [
    UNEVALUATED,
    json({
      if: { properties: { a: { const: 1 } }, required: ["a"] },
      else: { properties: { b: text } },
      unevaluatedProperties: false,
    }),
    send({ a: 1 }),
    { body: { a: 1 } },
  ],
  [
    UNEVALUATED,
    json({
      if: { properties: { a: { const: 1 } }, required: ["a"] },
      else: { properties: { b: text } },
      unevaluatedProperties: false,
    }),
    send({ a: 2 }),
    400,
  ],
  [
    UNEVALUATED,
    json({ not: { not: { properties: { a: text } } }, unevaluatedProperties: false }),
    send({ a: "x" }),
    400,
  ],
  [
    UNEVALUATED,
    json({ properties: { a: {} }, additionalProperties: text, unevaluatedProperties: false }),
    send({ a: 1, b: "x" }),
    { body: { a: 1, b: "x" } },
  ],
  [
    READ_ONLY,
    json({
      type: "object",
      required: ["id", "n"],
      properties: { id: { ...integer, readOnly: true }, n: integer },
    }),
    send({ n: 1 }),
    { body: { n: 1 } },
  ],
  [
    READ_ONLY,
    json({ type: "object", properties: { id: { ...integer, readOnly: true } } }),
    send({ id: 1 }),
    400,
  ],
  [UNIONS, json({ oneOf: [integer, { type: "number" }] }), send(1), 400],
  [UNIONS, json({ oneOf: [integer, { type: "number" }] }), send(1.5), { body: 1.5 }],
  [UNIONS, json({ anyOf: [{ type: "null" }, text] }), send(null), { body: null }],
  [UNIONS, json({ type: ["integer", "string"], minimum: 5, minLength: 3 }), send("ab"), 400],
  [
    UNIONS,
    parameter("query p", { schema: { anyOf: [integer, { type: "string", pattern: "^x" }] } }),
    { query: "p=1" },
    { query: { p: 1 } },
  ],
  [
    UNIONS,
    parameter("query p", { schema: { anyOf: [integer, { type: "string", pattern: "^x" }] } }),
    { query: "p=y1" },
    400,
  ],
  [OBJECTS, json({ propertyNames: { maxLength: 1 } }), send({ ab: 1 }), 400],
  [OBJECTS, json({ dependentRequired: { a: ["b"] } }), send({ a: 1 }), 400],
  [OBJECTS, json({ required: ["toString"] }), send({}), 400],
  [OBJECTS, json({ properties: { length: text } }), send([1, 2]), { body: [1, 2] }],
  [OBJECTS, json({ type: "object", minProperties: 1 }), send({}), 400],
  [REGEXES, json({ type: "string", pattern: "^\\p{L}$" }), send("ß"), { body: "ß" }],
  [REGEXES, json({ type: "string", pattern: "^.$" }), send("😀"), { body: "😀" }],
  [REGEXES, json({ type: "string", pattern: "a" }), send("bab"), { body: "bab" }],
  [REGEXES, json({ type: "string", pattern: "^a$" }), send("a\n"), 400],
  [NUMBERS, json(integer), sendText("1.0"), { body: 1 }],
  [NUMBERS, json(integer), sendText("1E2"), { body: 100 }],
  [NUMBERS, json({ type: "number" }), sendText("1e400"), 400],
  [NUMBERS, json(integer), sendText("9007199254740993"), 400],
  [NUMBERS, json({ type: "number", multipleOf: 0.01 }), sendText("19.99"), { body: 19.99 }],
  [NUMBERS, json({ type: "number", multipleOf: 0.01 }), sendText("1.005"), 400],
  [NUMBERS, json({ type: "number", multipleOf: 1e-7 }), sendText("3e-7"), { body: 3e-7 }],
  [NUMBERS, json({ exclusiveMinimum: 5, minimum: 3 }), send(4), 400],
  [
    NUMBERS,
    { openapi: "3.0.4", ...json({ type: "number", minimum: 5, exclusiveMinimum: true }) },
    send(5),
    400,
  ],
  [NUMBERS, json({ type: "integer", format: "int32" }), send(2147483648), 400],
  [ARRAYS, json({ uniqueItems: true }), sendText("[1,1.0]"), 400],
  [
    ARRAYS,
    json({ uniqueItems: true }),
    send([
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]),
    400,
  ],
  [ARRAYS, json({ uniqueItems: true }), send([0, false, "0", null, []]), { body: [0, false, "0", null, []] }],
  [ARRAYS, json({ prefixItems: [integer], items: false }), send([1, 2]), 400],
  [ARRAYS, json({ prefixItems: [integer, text] }), send([1]), { body: [1] }],
  [ARRAYS, json({ contains: integer, maxContains: 1 }), send([1, 2]), 400],
  [ARRAYS, json({ contains: integer, minContains: 0 }), send([]), { body: [] }],
  [
    ARRAYS,
    json({ prefixItems: [integer], contains: text, unevaluatedItems: false }),
    send([1, "a"]),
    { body: [1, "a"] },
  ],
  [ARRAYS, json({ prefixItems: [integer], contains: text, unevaluatedItems: false }), send([1, "a", 2]), 400],
  [NULLABLE, { openapi: "3.0.4", ...json({ type: "string", nullable: true, enum: ["a"] }) }, send(null), 400],
  [NULLABLE, { openapi: "3.0.4", ...json({ nullable: true, allOf: [text] }) }, send(null), 400],
  [
    NULLABLE,
    {
      openapi: "3.0.4",
      ...json({ type: "object", nullable: true, allOf: [{ nullable: true, type: "object" }] }),
    },
    send(null),
    { body: null },
  ],
  [
    FORMATS,
    dated("uuid"),
    send("123E4567-E89B-12D3-A456-426614174000"),
    { body: "123E4567-E89B-12D3-A456-426614174000" },
  ],
  [FORMATS, dated("ipv6"), send("fe80::1%eth0"), 400],
  [FORMATS, dated("ipv4"), send("010.0.0.1"), 400],
  [FORMATS, dated("uri"), send("/relative"), 400],
  [FORMATS, dated("uri-reference"), send("/relative?a=b"), { body: "/relative?a=b" }],
  [FORMATS, dated("uri"), send("http://a b"), 400],
  [FORMATS, dated("hostname"), send("-a.example"), 400],
  [FORMATS, dated("email"), send("a@b@c"), 400],
  [FORMATS, dated("duration"), send("P1Y2M3DT4H5M6S"), { body: "P1Y2M3DT4H5M6S" }],
  [FORMATS, dated("duration"), send("PT"), 400],
  [FORMATS, dated("json-pointer"), send("/a~2"), 400],
  [FORMATS, dated("regex"), send("(a"), 400],
  [FORMATS, dated("unknown-format"), send("anything"), { body: "anything" }],
  [OBJECTS, json({ properties: { a: { default: 1 } } }), send({ a: null }), { body: { a: null } }],
  [
    OBJECTS,
    json({ patternProperties: { "^x": integer }, additionalProperties: false }),
    send({ x1: 1, y: 2 }),
    400,
  ],
  [
    OBJECTS,
    json({ additionalProperties: false, properties: { constructor: text } }),
    send({ constructor: "a" }),
    { body: { constructor: "a" } },
  ],
  [OBJECTS, json({ additionalProperties: false }), send({ hasOwnProperty: 1 }), 400],
  [
    REFERENCES,
    json({ $ref: "#/components/schemas/A", maxItems: 1 }, { schemas: { A: { type: "array" } } }),
    send([1, 2]),
    400,
  ],
  [
    REFERENCES,
    {
      openapi: "3.0.4",
      ...json(
        { $ref: "#/components/schemas/A", maxItems: 1 },
        { schemas: { A: { type: "array", items: {} } } },
      ),
    },
    send([1, 2]),
    { body: [1, 2] },
  ],
];
