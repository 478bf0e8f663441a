import { expect, test } from "vitest";
import { decodeBody } from "../src/body/decodeBody.ts";
import { type FormPart, formReader } from "../src/body/formReader.ts";
import type { JsonObject } from "../src/Contract.ts";
import { decodeNothing } from "../src/style/RawTexts.ts";
import { type DeclaredMediaType, declareMediaType } from "./support/declareMediaType.ts";

const URLENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

async function readUrl(declared: DeclaredMediaType, text: string) {
  const { validators, mediaType } = await declareMediaType(URLENCODED, declared);
  return decodeBody(validators, mediaType, { body: text, essence: URLENCODED });
}

async function readParts(declared: DeclaredMediaType, parts: readonly FormPart[]) {
  const { validators, mediaType } = await declareMediaType(MULTIPART, declared);
  return formReader(validators, mediaType).read(parts, decodeNothing);
}

const text = (name: string, value: string, mediaType?: string): FormPart => ({
  kind: "text",
  name,
  text: value,
  mediaType,
});
const file = (name: string, sizeBytes = 3, mediaType = "image/png"): FormPart => ({
  kind: "file",
  name,
  sizeBytes,
  mediaType,
});

const properties = {
  n: { type: "integer" },
  b: { type: "boolean" },
  s: { type: "string" },
  tags: { type: "array", items: { type: "string" } },
  ids: { type: "array", items: { type: "integer" } },
  address: { type: "object", properties: { street: { type: "string" }, number: { type: "integer" } } },
  either: { oneOf: [{ type: "integer" }, { type: "string" }] },
  maybe: { type: ["integer", "null"] },
};

test.each([
  { sent: "n=5", want: { n: 5 } },
  { sent: "b=true&s=true", want: { b: true, s: "true" } },
  { sent: "s=5", want: { s: "5" } },
  { sent: "s=two+words&n=1", want: { s: "two words", n: 1 } },
  { sent: "s=a%2Bb%26c", want: { s: "a+b&c" } },
  { sent: "tags=a", want: { tags: ["a"] } },
  { sent: "tags=a&tags=b,c", want: { tags: ["a", "b,c"] } },
  { sent: "ids=1&ids=2", want: { ids: [1, 2] } },
  { sent: "tags[]=a&tags[]=b", want: { tags: ["a", "b"] } },
  { sent: "address[street]=Main&address[number]=7", want: { address: { street: "Main", number: 7 } } },
  {
    sent: `address=${encodeURIComponent('{"street":"Main","number":7}')}`,
    want: { address: { street: "Main", number: 7 } },
  },
  { sent: "either=5", want: { either: 5 } },
  { sent: "either=five", want: { either: "five" } },
  { sent: "maybe=", want: { maybe: null } },
  { sent: "", want: {} },
  { sent: "unknown=5", want: { unknown: "5" } },
  // What does not fit is handed on for the validation to explain.
  { sent: "n=0x10", want: { n: "0x10" } },
  { sent: "n=+5", want: { n: " 5" } },
])("the form $sent is read as $want", async ({ sent, want }) => {
  expect(await readUrl({ properties }, sent)).toMatchObject({ kind: "value", value: want, problems: [] });
});

test.each([
  { style: { style: "form", explode: false }, sent: "tags=a,b%2Cc", want: ["a", "b,c"] },
  { style: { style: "spaceDelimited", explode: false }, sent: "tags=a%20b", want: ["a", "b"] },
  { style: { style: "pipeDelimited", explode: false }, sent: "tags=a|b", want: ["a", "b"] },
  { style: { style: "form", explode: true }, sent: "tags=a,b", want: ["a,b"] },
])("an encoding of $style takes $sent apart", async ({ style, sent, want }) => {
  expect(await readUrl({ properties, encoding: { tags: style } }, sent)).toMatchObject({
    value: { tags: want },
  });
});

test("an exploded object takes its properties from the form", async () => {
  const encoding = { address: { style: "form", explode: true } };
  expect(await readUrl({ properties, encoding }, "street=Main&number=7&n=1")).toMatchObject({
    value: { address: { street: "Main", number: 7 }, n: 1 },
  });
});

test("deepObject is read only with the documented names", async () => {
  const encoding = { address: { style: "deepObject" } };
  expect(await readUrl({ properties, encoding }, "address[number]=7&address=x")).toMatchObject({
    value: { address: { number: 7 } },
  });
});

test("a documented name may contain brackets", async () => {
  const declared = {
    properties: { "ids[]": { type: "array", items: { type: "integer" } }, ids: { type: "string" } },
  };
  expect(await readUrl(declared, "ids[]=1&ids=x")).toMatchObject({ value: { "ids[]": [1], ids: "x" } });
});

test.each(["n=%zz", "%FF=1", "n=%C3"])("the broken encoding %s is malformed", async (sent) => {
  expect(await readUrl({ properties }, sent)).toEqual({
    kind: "malformed",
    expected: "a form with well-formed percent-encoding of UTF-8",
  });
});

test("the name __proto__ is a problem and does not change a prototype", async () => {
  const reading = await readUrl({ properties }, "__proto__=1&n=2");
  expect(reading).toMatchObject({ problems: [{ name: "__proto__" }] });
});

test("a number that JavaScript cannot represent keeps its text", async () => {
  const reading = await readUrl({ properties }, "n=9007199254740993");
  expect(reading).toMatchObject({ kind: "value", inexact: new Map([["/n", "9007199254740993"]]) });
});

const parts: readonly {
  name: string;
  declared: DeclaredMediaType;
  sent: readonly FormPart[];
  want: object;
}[] = [
  { name: "a text", declared: { properties }, sent: [text("n", "5")], want: { n: 5 } },
  {
    name: "a text with a media type",
    declared: { properties },
    sent: [text("n", "5", "text/plain")],
    want: { n: 5 },
  },
  { name: "a list of one", declared: { properties }, sent: [text("ids", "7")], want: { ids: [7] } },
  {
    name: "a JSON part",
    declared: { properties },
    sent: [text("address", '{"number":7}', "application/json")],
    want: { address: { number: 7 } },
  },
  {
    name: "an object without a media type, whose default is JSON",
    declared: { properties },
    sent: [text("address", '{"number":7}')],
    want: { address: { number: 7 } },
  },
  {
    name: "JSON parts of a list of objects",
    declared: { properties: { all: { type: "array", items: { type: "object" } } } },
    sent: [text("all", '{"a":1}', "application/json"), text("all", '{"a":2}')],
    want: { all: [{ a: 1 }, { a: 2 }] },
  },
  {
    name: "one JSON part for a whole list",
    declared: { properties },
    sent: [text("ids", "[1,2]", "application/json")],
    want: { ids: [1, 2] },
  },
  {
    name: "a JSON part for a property without a schema",
    declared: {},
    sent: [text("free", '{"a":[1]}', "application/json")],
    want: { free: { a: [1] } },
  },
  {
    name: "a JSON part for a text",
    declared: { properties },
    sent: [text("s", '{"a":1}', "application/json")],
    want: { s: '{"a":1}' },
  },
  {
    name: "JSON by the document's encoding",
    declared: { properties: { m: {} }, encoding: { m: { contentType: "application/json" } } },
    sent: [text("m", "[1]")],
    want: { m: [1] },
  },
  {
    name: "a file and a list of files",
    declared: {
      properties: {
        one: { type: "string", format: "binary" },
        all: { type: "array", items: { type: "string", format: "binary" } },
      },
      openapi: "3.0.3",
    },
    sent: [file("one"), file("all"), file("all")],
    want: { one: "", all: ["", ""] },
  },
  {
    name: "one file of a list of files",
    declared: { properties: { all: { type: "array", items: { contentMediaType: "image/png" } } } },
    sent: [file("all")],
    want: { all: [""] },
  },
  {
    name: "a file that is too long for its limits",
    declared: { properties: { one: { type: "string", format: "binary", minLength: 2, maxLength: 5 } } },
    sent: [file("one", 100)],
    want: { one: " ".repeat(6) },
  },
];

for (const { name, declared, sent, want } of parts) {
  test(`of a multipart form, ${name} is read`, async () => {
    expect(await readParts(declared, sent)).toMatchObject({ value: want, problems: [] });
  });
}

test.each([
  {
    name: "invalid JSON",
    declared: { properties },
    sent: text("address", "{", "application/json"),
    want: { name: "address", keyword: "mediaType", expected: "well-formed JSON" },
  },
  {
    name: "a file of another media type",
    declared: { properties: { f: {} }, encoding: { f: { contentType: "image/png, image/*" } } },
    sent: file("f", 1, "text/html"),
    want: { name: "f", keyword: "mediaType", expected: "of the media type image/png or image/*" },
  },
  {
    name: "a file of another media type than one with a comma in a quoted string",
    declared: { properties: { f: {} }, encoding: { f: { contentType: 'image/png; a="b,c", image/*' } } },
    sent: file("f", 1, "text/html"),
    want: { name: "f", keyword: "mediaType", expected: "of the media type image/png or image/*" },
  },
])("$name is a problem", async ({ declared, sent, want }) => {
  const { problems } = await readParts(declared, [sent]);
  expect(problems).toMatchObject([want]);
});

test("styles of multipart forms count since OpenAPI 3.1", async () => {
  const encoding = { tags: { style: "form", explode: false } };
  const { tags } = properties;
  const read = (openapi: string) =>
    readParts({ properties: { tags }, encoding, openapi }, [text("tags", "a,b")]);
  expect(await read("3.1.1")).toMatchObject({ value: { tags: ["a", "b"] } });
  expect(await read("3.0.4")).toMatchObject({ value: { tags: ["a,b"] } });
});

test.each([
  { schema: { type: "string", format: "binary" }, head: {}, want: true },
  { schema: { type: "string" }, head: { fileName: "a.txt", mediaType: "text/plain" }, want: false },
  { schema: { type: "string" }, head: { fileName: "a.png", mediaType: "image/png" }, want: true },
  { schema: { contentMediaType: "image/png" }, head: {}, want: true },
  {
    schema: { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
    head: {},
    want: false,
  },
  { schema: { type: "string", contentMediaType: "text/html" }, head: {}, want: false },
  { schema: {}, head: { fileName: "a.bin" }, want: true },
  { schema: {}, head: {}, want: false },
  { schema: {}, head: { fileName: "blob", mediaType: "application/json" }, want: false },
  { schema: { type: "object" }, head: { fileName: "blob", mediaType: "application/json" }, want: false },
  { schema: { type: "array", items: { type: "string", format: "binary" } }, head: {}, want: true },
  { schema: { allOf: [{ type: "string", format: "binary" }] }, head: {}, want: true },
])("a part $head under $schema is a file: $want", async ({ schema, head, want }) => {
  const { validators, mediaType } = await declareMediaType(MULTIPART, {
    properties: { p: schema as JsonObject },
  });
  const part = { name: "p", mediaType: undefined, fileName: undefined, ...head };
  expect(formReader(validators, mediaType).isFile(part)).toBe(want);
});
