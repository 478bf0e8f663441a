import { expect, test } from "vitest";
import { documentOf, okWith, type Plain } from "../../../scripts/fixtures/documents.ts";
import type { ResponseFacts } from "../src/index.ts";
import { brief, diffBody, diffOf, json } from "./support/diffOf.ts";

test("a documented response has no differences", async () => {
  const schema = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
  expect(await diffBody(schema, { name: "Rex" })).toEqual([]);
});

test("an undocumented status is reported with the documented ones", async () => {
  const responses = { "200": { description: "d" }, "4XX": { description: "d" } };
  expect(brief(await diffOf(documentOf(responses), { status: 201 }))).toEqual([
    "undocumented-status /status: one of 200, 4XX",
  ]);
});

test.for([
  [200, "exact"],
  [201, "range"],
  [503, "default"],
] as const)("the status %i is validated by the %s response", async ([status, name]) => {
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
  [
    { "x-limit": "1", "x-json": "{" },
    ["invalid-header /headers/x-json: well-formed JSON (it breaks at character 2)"],
  ],
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

test("headers may be given as pairs, and a misspelt name suggests the documented one", async () => {
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
] as const)("%s is reported", async ([, responses, response, want]) => {
  const differences = brief(await diffOf(documentOf(responses as Plain), response as Partial<ResponseFacts>));
  expect(differences.map((text) => text.replace(/ \(it breaks at character 1\)/, ""))).toEqual(want);
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
      'Application/JSON; Profile="Full"': { schema: { type: "array" } },
    },
  },
};

test.for([
  ["application/json", "1", []],
  ["application/json", "true", ["wrong-type /body: number"]],
  ["application/vnd.pet+json", "true", []],
  ["application/json; version=2", "null", []],
  ["application/json;version=3", "1", []],
  ['application/json; profile="Full"', "[]", []],
  ["application/json;PROFILE=Full", "[]", []],
  ["application/json; profile=full", "1", []],
  ["text/plain", "ab", []],
  ["text/plain", "a", ["wrong-length /body: at least 2 characters"]],
  ["text/plain", "", ["wrong-length /body: at least 2 characters"]],
  ["text/csv", "12", []],
  ["text/csv", "x", ["wrong-type /body: integer"]],
  ["application/octet-stream", "\u0000", []],
  [
    "image/png",
    "x",
    [
      `undocumented-media-type /headers/content-type: ${Object.keys(ranges["200"].content).join(" or ").replace("Application/JSON", "application/json")}`,
    ],
  ],
] as const)("a body of %s holding %o has the differences %o", async ([type, body, want]) => {
  expect(brief(await diffOf(documentOf(ranges), { headers: { "content-type": type }, body }))).toEqual(want);
});
