import { expect, test } from "vitest";
import { decodeBody } from "../src/body/decodeBody.ts";
import type { JsonObject } from "../src/Contract.ts";
import { declareMediaType } from "./support/declareMediaType.ts";

test.each([
  { essence: "text/plain", schema: { type: "integer" }, body: "5", want: { kind: "value", value: 5 } },
  { essence: "text/plain", schema: { type: "boolean" }, body: "true", want: { kind: "value", value: true } },
  { essence: "text/plain", schema: { type: "string" }, body: "5", want: { kind: "value", value: "5" } },
  {
    essence: "text/plain",
    schema: { type: "integer" },
    body: "five",
    want: { kind: "value", value: "five" },
  },
  {
    essence: "application/xml",
    schema: { type: "string" },
    body: "<a/>",
    want: { kind: "value", value: "<a/>" },
  },
  {
    essence: "image/svg+xml",
    schema: { type: "string" },
    body: "<svg/>",
    want: { kind: "value", value: "<svg/>" },
  },
  {
    essence: "application/jose",
    schema: { type: "string" },
    body: "a.b.c",
    want: { kind: "value", value: "a.b.c" },
  },
  {
    essence: "application/yaml",
    schema: { type: "string" },
    body: "a: 1",
    want: { kind: "value", value: "a: 1" },
  },
  {
    essence: "application/graphql",
    schema: { type: "string" },
    body: "{a}",
    want: { kind: "value", value: "{a}" },
  },
  {
    essence: "application/xml",
    schema: { type: "object" },
    body: "<a/>",
    want: { kind: "opaque", value: "<a/>" },
  },
  {
    essence: "application/problem+json",
    schema: {},
    body: '{"a":1}',
    want: { kind: "value", value: { a: 1 } },
  },
  { essence: "application/json", schema: {}, body: "{", want: { kind: "malformed" } },
  {
    essence: "application/json",
    schema: {},
    body: '{"a":1,"a":2}',
    want: { kind: "malformed", expected: "well-formed JSON (an object in it holds a key twice)" },
  },
  { essence: "image/png", schema: { type: "string" }, body: "\x89PNG", want: { kind: "opaque" } },
])("$essence $body under $schema", async ({ essence, schema, body, want }) => {
  const { validators, mediaType } = await declareMediaType(essence, { schema: schema as JsonObject });
  const bytes = Buffer.from(body);
  const given = want.kind === "opaque" && essence === "image/png" ? bytes : body;
  expect(decodeBody(validators, mediaType, { body: given, essence })).toMatchObject(want);
});

test("text that is not in its charset is malformed", async () => {
  const { validators, mediaType } = await declareMediaType("text/plain", { schema: { type: "string" } });
  const body = Uint8Array.of(0xff);
  expect(decodeBody(validators, mediaType, { body, essence: "text/plain" })).toEqual({
    kind: "malformed",
    expected: "text in utf-8",
  });
  expect(decodeBody(validators, mediaType, { body, essence: "text/plain", charset: "latin1" })).toMatchObject(
    {
      value: "ÿ",
    },
  );
});
