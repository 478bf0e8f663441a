import { expect, test } from "vitest";
import { documentOf, type Plain } from "../../../scripts/fixtures/documents.ts";
import { loadContract, type ResponseFacts } from "../src/index.ts";
import { brief, diffOf } from "./support/diffOf.ts";

const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded";
const BYTES = "application/octet-stream";
const text = { type: "string" };
const integer = { type: "integer" };
const flag = { type: "boolean" };
const integers = { type: "array", items: integer };
const point = { type: "object", properties: { a: integer } };
const secret = { type: "object", required: ["s"], properties: { s: { ...text, writeOnly: true } } };
const seen = { type: "object", required: ["s"], properties: { s: { ...text, readOnly: true } } };

const done = { description: "Done." };
const header = (schema: unknown, more: Plain = {}): Plain => ({
  200: { ...done, headers: { "X-A": { schema, ...more } } },
});
const headerIn = (mediaType: string, schema: unknown): Plain => ({
  200: { ...done, headers: { "X-A": { content: { [mediaType]: { schema } } } } },
});
const cookies = (schema: unknown): Plain => ({ 200: { ...done, headers: { "Set-Cookie": { schema } } } });
const content = (mediaType: string, description: Plain): Plain => ({
  ...done,
  content: { [mediaType]: description },
});
const bodyIn = (mediaType: string, schema: unknown): Plain => ({ 200: content(mediaType, { schema }) });
const sent = (value: string | readonly string[]): Partial<ResponseFacts> => ({ headers: { "x-a": value } });
const body = (mediaType: string, value: string | readonly number[]): Partial<ResponseFacts> => ({
  headers: { "content-type": mediaType },
  body: typeof value === "string" ? value : Uint8Array.from(value),
});

const HEADERS = "OpenAPI 3.1.1, 4.8.21; RFC 9110, 5.1 to 5.6.1";
const CONTENT = "OpenAPI 3.1.1, 4.8.21.2 (content)";
const COOKIES = "RFC 6265, 3; RFC 9110, 5.3";
const STATUS = "OpenAPI 3.1.1, 4.8.16 (the most specific key)";
const BODILESS = "RFC 9110, 6.4.1, 9.3.2, 15.3.5 and 15.4.5";
const TYPES = "OpenAPI 3.1.1, 4.8.17 (content); RFC 9110, 8.3";
const JSON_TEXT = "RFC 8259, 8.1 and 11";
const TEXTS = "RFC 9110, 8.3.2; WHATWG Encoding, 4.2";
const DIRECTION = "OpenAPI 3.1.1, 4.8.24 (readOnly and writeOnly)";
const INVALID = ["invalid-header /headers/x-a"];

type Row = readonly [
  clause: string,
  responses: Plain,
  facts: Partial<ResponseFacts>,
  want: readonly string[],
];

const rows: readonly Row[] = [
  [CONTENT, headerIn("text/plain", text), sent("a b"), []],
  [CONTENT, headerIn("text/plain", integer), sent("5"), []],
  [CONTENT, headerIn("text/plain", integer), sent("x"), INVALID],
  [CONTENT, headerIn(JSON_TYPE, integers), sent("[1]"), []],
  [CONTENT, headerIn(JSON_TYPE, integers), sent("["), INVALID],
  [CONTENT, headerIn(JSON_TYPE, integers), sent('["a"]'), INVALID],
  [CONTENT, headerIn("application/x+json", integer), sent("5"), []],
  [CONTENT, headerIn(FORM, point), sent("a=5"), []],
  [CONTENT, headerIn(FORM, point), sent("a=x"), INVALID],
  [HEADERS, header(integers), sent(["1", "2"]), []],
  [HEADERS, header(integers), sent(["1", "x"]), INVALID],
  [HEADERS, header(integer), sent(["1", "1"]), INVALID],
  [HEADERS, header(point, { explode: true }), sent("a=1"), []],
  [HEADERS, header(point, { explode: true }), sent("a,1"), INVALID],
  [HEADERS, header(flag), sent("True"), INVALID],
  [HEADERS, header({ type: "number" }), sent("0x1"), INVALID],
  [HEADERS, header({ ...text, format: "date-time" }), sent("2024-13-01T00:00:00Z"), INVALID],
  [HEADERS, header({ ...text, pattern: "^a%20b$" }), sent("a%20b"), []],
  [HEADERS, header(integer), sent(" 5\t"), []],
  [HEADERS, header(integer, { required: true }), {}, ["missing-header /headers/x-a"]],
  [HEADERS, header({ ...integer, default: 5 }), {}, []],
  [HEADERS, header({ type: ["integer", "null"] }), sent("null"), []],
  [HEADERS, header({ oneOf: [integer, flag] }), sent("true"), []],
  [HEADERS, header({ type: "array", items: text, minItems: 1 }), sent(""), INVALID],
  [
    COOKIES,
    cookies(text),
    { headers: { "set-cookie": ["a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT", "b=2"] } },
    [],
  ],
  [
    COOKIES,
    cookies({ ...text, pattern: "^a=" }),
    { headers: { "set-cookie": ["a=1", "b=2"] } },
    ["invalid-header /headers/set-cookie"],
  ],
  [
    STATUS,
    { 404: done, "4XX": content(JSON_TYPE, {}), default: content(JSON_TYPE, {}) },
    { status: 404 },
    [],
  ],
  [STATUS, { "4XX": done, default: content(JSON_TYPE, {}) }, { status: 404 }, []],
  [STATUS, { "4XX": done, default: content(JSON_TYPE, {}) }, { status: 500, ...body(JSON_TYPE, "5") }, []],
  [STATUS, { 200: done }, { status: 418 }, ["undocumented-status /status"]],
  [BODILESS, { 204: content(JSON_TYPE, {}) }, { status: 204 }, []],
  [BODILESS, { 304: content(JSON_TYPE, {}) }, { status: 304 }, []],
  [BODILESS, { 204: done }, { status: 204, body: "x" }, ["unexpected-body /body"]],
  [BODILESS, bodyIn(JSON_TYPE, integer), { requestMethod: "HEAD" }, []],
  [TYPES, bodyIn(JSON_TYPE, integer), { body: "5" }, ["undocumented-media-type /headers/content-type"]],
  [
    TYPES,
    bodyIn("application/problem+json", {}),
    body(JSON_TYPE, "5"),
    ["undocumented-media-type /headers/content-type"],
  ],
  [TYPES, bodyIn("application/*", integer), body("application/x+json", "5"), []],
  [TYPES, bodyIn(FORM, point), body(FORM, "a=x"), ["wrong-type /body/a"]],
  [TYPES, bodyIn(BYTES, { maxLength: 1 }), body(BYTES, [1, 2]), ["wrong-length /body"]],
  [TYPES, bodyIn(BYTES, { maxLength: 2 }), body(BYTES, [1, 2]), []],
  [TYPES, { 200: { ...done, content: {} } }, body(JSON_TYPE, "5"), ["unexpected-body /body"]],
  [JSON_TEXT, bodyIn(JSON_TYPE, text), body("application/json; charset=UTF-8", '"a"'), []],
  [
    JSON_TEXT,
    bodyIn(JSON_TYPE, text),
    body("application/json; charset=latin1", [0x22, 0xc3, 0xa4, 0x22]),
    [],
  ],
  [
    JSON_TEXT,
    bodyIn(JSON_TYPE, text),
    body("application/json; charset=latin1", [0x22, 0xe4, 0x22]),
    ["malformed-body /body"],
  ],
  [
    JSON_TEXT,
    bodyIn(JSON_TYPE, integer),
    body(JSON_TYPE, [0xef, 0xbb, 0xbf, 0x35]),
    ["malformed-body /body"],
  ],
  [JSON_TEXT, { 200: content(JSON_TYPE, {}) }, body(JSON_TYPE, "NaN"), ["malformed-body /body"]],
  [
    TEXTS,
    bodyIn("text/plain", { ...text, pattern: "^ä$" }),
    body("text/plain; charset=iso-8859-1", [0xe4]),
    [],
  ],
  [TEXTS, bodyIn("text/plain", text), body("text/plain; charset=x-none", [0xe4]), ["malformed-body /body"]],
  [DIRECTION, bodyIn(JSON_TYPE, { type: "array", items: secret }), body(JSON_TYPE, "[{}]"), []],
  [DIRECTION, bodyIn(JSON_TYPE, secret), body(JSON_TYPE, '{"s":"a"}'), ["write-only-property /body/s"]],
  [DIRECTION, bodyIn(JSON_TYPE, seen), body(JSON_TYPE, "{}"), ["missing-property /body/s"]],
];

test.for(rows)("by %s: of %o the response %o has the differences %o", async ([, responses, facts, want]) => {
  const differences = await diffOf(documentOf(responses), facts);
  expect(differences.map(({ kind, responsePointer }) => `${kind} ${responsePointer}`)).toEqual(want);
});

test.each([
  ["an operation with an id", "#/paths/~1pets/get", "listPets"],
  ["one without", "#/paths/~1pets/post", "POST /pets"],
  ["a path with a percent-encoding", "#/paths/~1a%7Bid%7D/get", "GET /a{id}"],
])("a link refers to %s by its reference", async (_, operationRef, id) => {
  const linked = { 200: { ...done, links: { next: { operationRef } } } };
  const parameters = [{ name: "id", in: "path", required: true, schema: text }];
  const contract = await loadContract({
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: {
      "/pets": { get: { operationId: "listPets", responses: linked }, post: { responses: { 200: done } } },
      "/a{id}": { get: { parameters, responses: { 200: done } } },
    },
  });
  const link = contract.operations.get("listPets")?.responses.get("200")?.links.get("next");
  expect(link?.operationId).toBe(id);
  expect(contract.operations.has(id)).toBe(true);
});

test("the violation in the text of a header is described", async () => {
  expect(brief(await diffOf(documentOf(headerIn(JSON_TYPE, integers)), sent("[")))).toEqual([
    "invalid-header /headers/x-a: well-formed JSON (this ends too early)",
  ]);
});
