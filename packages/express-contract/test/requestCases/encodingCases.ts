import {
  FORM,
  field,
  flag,
  form,
  integer,
  JSON_TYPE,
  json,
  type MessageCase,
  multipart,
  numbers,
  obj,
  parameter,
  parts,
  point,
  send,
  sendForm,
  text,
  typed,
} from "./MessageCase.ts";

const RANGES = "OpenAPI 3.1.1, 4.8.13 (the most specific key); RFC 9110, 8.3.1 and 12.5.1";
const READ_ONLY = "OpenAPI 3.1.1, 4.8.24 (readOnly and writeOnly)";
const DISCRIMINATOR = "OpenAPI 3.0.4, 4.7.25; 3.1.1, 4.8.25; 3.2.0, 4.25 (discriminator)";
const QUERYSTRING = "OpenAPI 3.2.0, 4.12.1 and 4.15 (in: querystring, encoding)";
const COOKIE = "OpenAPI 3.2.0, 4.12.4 (style cookie)";
const BODIES = "OpenAPI 3.1.1, 4.8.13 and 4.8.24.4; RFC 9110, 8.4";
const DEFAULTS = "JSON Schema 2020-12, 9.2 (default is an annotation); docs/guides/schemas.md";
const MARK = "WHATWG URL, 5.1; WHATWG Encoding, 6 (byte order marks)";

const BYTES = "application/octet-stream";
const ref = (n: string) => ({ $ref: `#/components/schemas/${n}` });
const pets = {
  Cat: obj({ kind: text, lives: integer }, { required: ["kind", "lives"] }),
  Dog: obj({ kind: text, bark: flag }, { required: ["kind", "bark"] }),
};
const pet = { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } };
const ranges = {
  requestBody: {
    content: {
      "*/*": { schema: { type: "string", const: "any" } },
      "text/*": { schema: { type: "string", const: "range" } },
      "text/plain": { schema: { type: "string", const: "exact" } },
    },
  },
};

/** Bodies whose media types and properties have rules of their own, and whole queries. */
export const encodingCases: readonly MessageCase[] = [
  [DEFAULTS, json(obj({ a: { default: 1 } }, { dependentRequired: { a: ["b"] } })), send({}), { body: {} }],
  [
    DEFAULTS,
    json(obj({ a: { default: 1 }, b: text }, { not: { required: ["a", "b"] } })),
    send({ b: "x" }),
    { body: { b: "x" } },
  ],
  [
    DEFAULTS,
    json(obj({ a: { default: 1 }, b: text }, { maxProperties: 1 })),
    send({ b: "x" }),
    { body: { b: "x" } },
  ],
  [DEFAULTS, json(obj({ a: { default: 1 }, b: text }, { maxProperties: 1 })), send({ b: 5 }), 400],
  [DEFAULTS, json(obj({ a: { default: 1 } }, { required: ["a"] })), send({}), { body: { a: 1 } }],
  [
    DEFAULTS,
    parameter("query q", {
      style: "deepObject",
      schema: obj({ a: { default: 1 }, b: text }, { maxProperties: 1 }),
    }),
    { query: "q[b]=x" },
    { query: { q: { b: "x" } } },
  ],
  [BODIES, json(integer), { ...send(5), headers: { "content-encoding": "" } }, { body: 5 }],
  [BODIES, json(integer), { ...send(5), headers: { "content-encoding": "identity, Identity" } }, { body: 5 }],
  [BODIES, json(integer), { ...send(5), headers: { "content-encoding": "identity, gzip" } }, 415],
  [BODIES, typed(BYTES, { maxLength: 2 }), { type: BYTES, body: "555" }, 400],
  [BODIES, typed(BYTES, { allOf: [{ minLength: 4 }] }), { type: BYTES, body: "555" }, 400],
  [BODIES, typed(BYTES, { maxLength: 3 }), { type: BYTES, body: "555" }, { body: Buffer.from("555") }],
  [MARK, form(obj({ "\ufeffa": text })), sendForm("\ufeffa=1"), { body: { "\ufeffa": "1" } }],
  [MARK, typed("text/plain", text), { type: "text/plain", body: "\ufeffa" }, { body: "a" }],
  [RANGES, ranges, { type: "text/plain", body: "exact" }, { body: "exact" }],
  [RANGES, ranges, { type: "text/plain", body: "range" }, 400],
  [RANGES, ranges, { type: "text/csv", body: "range" }, { body: "range" }],
  [RANGES, ranges, { type: "application/xml", body: "any" }, { body: "any" }],
  [
    RANGES,
    typed('application/json; profile="Full"', integer),
    { type: 'application/json; profile="Full"', body: "5" },
    { body: 5 },
  ],
  [
    RANGES,
    typed('application/json; profile="Full"', integer),
    { type: "application/json;profile=Full", body: "5" },
    { body: 5 },
  ],
  [
    RANGES,
    typed('application/json; profile="Full"', integer),
    { type: 'application/json; profile="full"', body: "5" },
    415,
  ],
  [RANGES, typed('application/json; profile="Full"', integer), { type: "application/json", body: "5" }, 415],
  [RANGES, typed(JSON_TYPE, integer), { type: "application/json; a=b", body: "5" }, { body: 5 }],
  [
    READ_ONLY,
    json(obj({ in: obj({ id: { ...integer, readOnly: true } }, { required: ["id"] }) })),
    send({ in: {} }),
    { body: { in: {} } },
  ],
  [
    READ_ONLY,
    json(obj({ in: obj({ id: { ...integer, readOnly: true } }, { required: ["id"] }) })),
    send({ in: { id: 1 } }),
    400,
  ],
  [
    READ_ONLY,
    json({ type: "array", items: obj({ id: { ...integer, readOnly: true } }, { required: ["id"] }) }),
    send([{}]),
    { body: [{}] },
  ],
  [
    READ_ONLY,
    json({ allOf: [obj({ id: { ...integer, readOnly: true } }), { required: ["id"] }] }),
    send({}),
    { body: {} },
  ],
  [
    READ_ONLY,
    json(obj({ s: { ...text, writeOnly: true } }, { required: ["s"] })),
    send({ s: "a" }),
    { body: { s: "a" } },
  ],
  [READ_ONLY, json(obj({ s: { ...text, writeOnly: true } }, { required: ["s"] })), send({}), 400],
  [
    READ_ONLY,
    form(obj({ id: { ...integer, readOnly: true }, n: integer }, { required: ["id"] })),
    sendForm("n=1"),
    { body: { n: 1 } },
  ],
  [READ_ONLY, form(obj({ id: { ...integer, readOnly: true }, n: integer })), sendForm("id=1"), 400],
  [
    READ_ONLY,
    {
      ...json(obj({ id: ref("Id") }, { required: ["id"] })),
      schemas: { Id: { ...integer, readOnly: true } },
    },
    send({}),
    { body: {} },
  ],
  [
    DISCRIMINATOR,
    { ...form(pet), schemas: pets },
    sendForm("kind=Cat&lives=9"),
    { body: { kind: "Cat", lives: 9 } },
  ],
  [
    DISCRIMINATOR,
    { ...form(pet), schemas: pets },
    sendForm("kind=Dog&bark=true"),
    { body: { kind: "Dog", bark: true } },
  ],
  [DISCRIMINATOR, { ...form(pet), schemas: pets }, sendForm("kind=Dog&lives=9"), 400],
  [
    DISCRIMINATOR,
    { ...multipart(pet), schemas: pets },
    parts(field("kind", "Cat"), field("lives", "9")),
    { body: { kind: "Cat", lives: 9 } },
  ],
  [RANGES, typed("application/xml", text), { type: "application/xml", body: "<a/>" }, { body: "<a/>" }],
  [BODIES, json({ type: "string", contentEncoding: "base64" }), send("??"), { body: "??" }],
  [BODIES, { openapi: "3.0.4", ...json({ type: "string", format: "byte" }) }, send("??"), 400],
  [RANGES, typed("text/plain", flag), { type: "text/plain", body: "true" }, { body: true }],
  [
    BODIES,
    json(integer),
    { type: "application/json", body: "5", headers: { "content-encoding": "br2" } },
    415,
  ],
  [BODIES, { requestBody: { required: true, content: { [JSON_TYPE]: { schema: integer } } } }, {}, 400],
  [RANGES, typed(JSON_TYPE, integer), {}, { body: undefined }],
  [
    COOKIE,
    { openapi: "3.2.0", ...parameter("cookie c", { style: "cookie", explode: false, schema: point }) },
    { headers: { cookie: "c=x,1,y,2" } },
    { cookie: { c: { x: 1, y: 2 } } },
  ],
  [
    QUERYSTRING,
    {
      openapi: "3.2.0",
      ...parameter("querystring q", { content: { [FORM]: { schema: obj({ t: numbers }) } } }),
    },
    { query: "t=1&t=2" },
    { query: { q: { t: [1, 2] } } },
  ],
  [
    QUERYSTRING,
    {
      openapi: "3.2.0",
      ...parameter("querystring q", {
        content: {
          [FORM]: {
            schema: obj({ t: numbers }),
            encoding: { t: { style: "pipeDelimited", explode: false } },
          },
        },
      }),
    },
    { query: "t=1|2" },
    { query: { q: { t: [1, 2] } } },
  ],
  [
    QUERYSTRING,
    {
      openapi: "3.2.0",
      ...parameter("querystring q", { required: true, content: { [JSON_TYPE]: { schema: point } } }),
    },
    {},
    400,
  ],
  [
    DISCRIMINATOR,
    {
      openapi: "3.0.4",
      ...json({
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { c: "Cat", d: "#/components/schemas/Dog" } },
      }),
      schemas: pets,
    },
    send({ kind: "c", lives: 1 }),
    { body: { kind: "c", lives: 1 } },
  ],
  [
    DISCRIMINATOR,
    {
      openapi: "3.0.4",
      ...json({
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { c: "Cat", d: "#/components/schemas/Dog" } },
      }),
      schemas: pets,
    },
    send({ kind: "d", lives: 1 }),
    400,
  ],
  [
    DISCRIMINATOR,
    {
      openapi: "3.2.0",
      ...json({
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", defaultMapping: "Dog" },
      }),
      schemas: { ...pets, Dog: obj({ bark: flag }, { required: ["bark"] }) },
    },
    send({ bark: true }),
    { body: { bark: true } },
  ],
  [
    QUERYSTRING,
    {
      openapi: "3.2.0",
      ...parameter("querystring q", {
        content: {
          [FORM]: {
            schema: obj({ t: numbers }),
            encoding: { t: { style: "pipeDelimited", explode: false } },
          },
        },
      }),
    },
    { query: "t=1|x" },
    400,
  ],
];
