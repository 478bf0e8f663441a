import { expect, test } from "vitest";
import { documentOf } from "../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { decodeBody } from "../src/body/decodeBody.ts";
import { createRequestReader, diffResponse, type JsonObject, schemaValidators } from "../src/index.ts";
import { brief, diffOf } from "./support/diffOf.ts";

const LINES = "application/jsonl";
const RECORDS = "application/json-seq";
const EVENTS = "text/event-stream";
const item: JsonObject = { type: "object", required: ["n"], properties: { n: { type: "integer" } } };
const large: JsonObject = { properties: { n: { minimum: 2 } } };
const list: JsonObject = { type: "array", items: item, maxItems: 2 };
const event: JsonObject = {
  type: "object",
  required: ["data"],
  properties: {
    data: { type: "string" },
    event: { enum: ["add"] },
    id: { type: "string" },
    retry: { type: "integer" },
  },
};

/** By clause the description, the text, and where it breaks it; "malformed" for a text that is no such sequence. */
const CASES: readonly (readonly [string, string, JsonObject, string, readonly string[] | "malformed"])[] = [
  ["OpenAPI 3.2.0, 4.14.2", LINES, { itemSchema: item }, '{"n":1}\n{"n":2}\n', []],
  ["OpenAPI 3.2.0, 4.14.2", LINES, { itemSchema: item }, '{"n":1}\n{"n":"2"}', ["/1/n"]],
  ["OpenAPI 3.2.0, 4.14.2", LINES, { itemSchema: item }, "", []],
  ["OpenAPI 3.2.0, 4.14.2", LINES, { schema: list }, '{"n":1}\r\n\r\n{"n":2}', []],
  ["OpenAPI 3.2.0, 4.14.2", LINES, { schema: list }, '{"n":1}\n{"n":2}\n{"n":3}', [""]],
  [
    "OpenAPI 3.2.0, 4.14.2",
    LINES,
    { schema: list, itemSchema: large },
    '{"n":1}\n{"n":"x"}',
    ["/1/n", "/0/n"],
  ],
  ["OpenAPI 3.2.0, 4.14.2", LINES, { schema: { type: "string" }, itemSchema: item }, '{"n":1}', []],
  ["ndjson", "application/x-ndjson", { itemSchema: item }, '{"n":1}\n{"n":null}', ["/1/n"]],
  ["RFC 8259", LINES, { itemSchema: item }, '{"n":1}\n{"n":', "malformed"],
  ["RFC 7464, 2.1", RECORDS, { itemSchema: item }, '\u001e{"n":1}\n\u001e{"n":true}\n', ["/1/n"]],
  ["RFC 7464, 2.1", RECORDS, { itemSchema: item }, '{"n":1}\n', "malformed"],
  ["RFC 8091", "application/geo+json-seq", { itemSchema: item }, '\u001e{"n":1}\n', []],
  ["WHATWG HTML, 9.2.6", EVENTS, { itemSchema: event }, "data: a\nevent: add\nid: 1\nretry: 5\n\n", []],
  ["WHATWG HTML, 9.2.6", EVENTS, { itemSchema: event }, "data: a\n\nevent:gone\ndata\n\n", ["/1/event"]],
  ["WHATWG HTML, 9.2.6", EVENTS, { itemSchema: event }, ": comment\n\nid: 1\n\nevent: gone\ndata: x", []],
];

test.for(CASES)(
  "by %s: in both directions %s described as %o is validated: %j",
  async ([, mediaType, description, body, want]) => {
    const content = { [mediaType]: description };
    const more = { openapi: "3.2.0", operation: { requestBody: { content } } };
    const operation = await onlyOperation(documentOf({ 200: { description: "d", content } }, more));
    const headers = { "content-type": mediaType };
    const found = diffResponse(operation, { status: 200, headers, body });
    const declared = operation.requestBody?.content.get(mediaType);
    if (declared === undefined) throw new Error("The document has no such media type.");
    const validators = schemaValidators(operation.contract, "request");
    const decoded = decodeBody(validators, declared, { essence: mediaType, body });
    if (want === "malformed") {
      expect([decoded.kind, ...found.map(({ kind }) => kind)]).toEqual(["malformed", "malformed-body"]);
      return;
    }
    expect(found.map(({ responsePointer }) => responsePointer)).toEqual(want.map((at) => `/body${at}`));
    if (decoded.kind !== "sequence") throw new Error(`it is ${decoded.kind}`);
    const reading = createRequestReader(operation).read({
      rawPathParameters: {},
      rawQuery: "",
      headers,
      mediaKey: mediaType,
      body: decoded.value,
      items: decoded.items,
    });
    expect(reading.accepted ? [] : reading.violations.map(({ pointer }) => pointer)).toEqual(want);
    if (reading.accepted) expect(reading.values.body).toBe(body);
  },
);

test("lists of 3.1 do not describe text, and properties without a schema are reported", async () => {
  const content = { [LINES]: { schema: list } };
  const older = documentOf({ 200: { description: "d", content } });
  const sent = { headers: { "content-type": LINES }, body: '{"n":1,"m":2}\n5' };
  expect(await diffOf(older, sent)).toEqual([]);
  const newer = documentOf({ 200: { description: "d", content } }, { openapi: "3.2.0" });
  expect(brief(await diffOf(newer, sent))).toEqual([
    "wrong-type /body/1: object",
    'unlisted-property /body/0/m: no property "m": no schema names it',
  ]);
});
