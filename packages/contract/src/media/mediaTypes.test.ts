import { expect, test } from "vitest";
import { createMediaTypeMatcher, isJsonMediaType, parseMediaType, preferredMediaType } from "./mediaTypes.ts";

test.each([
  ["application/json", "application/json", {}],
  [" Application/JSON ", "application/json", {}],
  ["text/html;charset=utf-8", "text/html", { charset: "utf-8" }],
  ["text/html; Charset=UTF-8", "text/html", { charset: "UTF-8" }],
  ['text/html; charset="utf-8"', "text/html", { charset: "utf-8" }],
  ["application/json ; profile=Full", "application/json", { profile: "Full" }],
  ['a/b; x="a;b,c=d"; y=1', "a/b", { x: "a;b,c=d", y: "1" }],
  ['a/b; x="say \\"hi\\" \\\\ "', "a/b", { x: 'say "hi" \\ ' }],
  ['a/b; x=""', "a/b", { x: "" }],
  ["a/b;", "a/b", {}],
  ["a/b; ; x=1;", "a/b", { x: "1" }],
  ["a/b; x=1; X=2", "a/b", { x: "1" }],
  ["application/vnd.a+json", "application/vnd.a+json", {}],
  ["*/*", "*/*", {}],
  ["text/*", "text/*", {}],
])("RFC 9110, 8.3.1: %j is read", (text, essence, parameters) => {
  const parsed = parseMediaType(text);
  expect(parsed?.essence).toBe(essence);
  expect(Object.fromEntries(parsed?.parameters ?? [])).toEqual(parameters);
});

test.each([
  "",
  "json",
  "application/",
  "/json",
  "application/json, text/html",
  "application/json; charset",
  "application/json; charset=",
  "application/json; charset = utf-8",
  'application/json; a="b',
  'application/json; a="b"c',
  "application /json",
  "appli cation/json",
])("RFC 9110, 8.3.1: %j is not a media type", (text) => {
  expect(parseMediaType(text)).toBeUndefined();
});

test("a media type of many parameters is read in one pass", () => {
  const text = `a/b${'; x="\\\\'.repeat(20_000)}`;
  expect(parseMediaType(text)).toBeUndefined();
});

test.each([
  { sent: "application/json", ranges: ["application/json"], found: "application/json" },
  { sent: "application/json; charset=UTF-8", ranges: ["application/json"], found: "application/json" },
  { sent: 'application/json; profile="Full"', ranges: ['application/json; profile="Full"'], found: 0 },
  { sent: "application/json; PROFILE=Full", ranges: ['application/json; profile="Full"'], found: 0 },
  { sent: "application/json; profile=full", ranges: ['application/json; profile="Full"'], found: undefined },
  { sent: "application/json", ranges: ['application/json; profile="Full"'], found: undefined },
  { sent: "text/csv; charset=UTF-8", ranges: ["text/csv; charset=utf-8"], found: 0 },
  { sent: "text/csv", ranges: ["text/csv; charset=utf-8"], found: 0 },
  { sent: "text/csv; charset=latin1", ranges: ["text/csv; charset=utf-8"], found: undefined },
  { sent: "text/csv; a=1", ranges: ["*/*", "text/*", "text/csv", "text/csv; a=1"], found: 3 },
  { sent: "text/csv; a=2", ranges: ["*/*", "text/*", "text/csv; a=1", "text/csv"], found: 3 },
  { sent: "text/html", ranges: ["*/*", "text/*", "text/csv"], found: 1 },
  { sent: "image/png", ranges: ["text/*", "*/*"], found: 1 },
  { sent: "image/png", ranges: ["text/*", "image/pngs", "ima/*"], found: undefined },
  { sent: "application/vnd.a+json", ranges: ["application/json"], found: undefined },
  { sent: "text/csv", ranges: ["text/csv; charset=utf-8", "text/csv", "text/*"], found: 1 },
  { sent: "text/csv", ranges: ["text/*", "text/csv; charset=utf-8"], found: 1 },
  { sent: "text/csv; charset=UTF-8", ranges: ["text/csv", "text/csv; charset=utf-8"], found: 1 },
  { sent: "TEXT/CSV", ranges: ["Text/Csv"], found: 0 },
])("the most specific range covers $sent: $found", ({ sent, ranges, found }) => {
  const parsed = parseMediaType(sent);
  if (parsed === undefined) throw new Error("the table has no media type");
  const want = typeof found === "number" ? ranges[found] : found;
  expect(createMediaTypeMatcher(ranges)(parsed)).toBe(want);
});

test.each([
  ["application/json", true],
  ["application/problem+json", true],
  ["text/json", true],
  ["application/json-seq", false],
  ["application/xml", false],
  ["image/xjson", false],
])("RFC 6839, 3.1: bodies of %s are JSON: %s", (essence, isJson) => {
  expect(isJsonMediaType(essence)).toBe(isJson);
});

const offered = ["application/json", "text/html", "text/plain; charset=utf-8"];

test.each([
  [undefined, "application/json"],
  ["", "application/json"],
  ["*/*", "application/json"],
  ["text/html", "text/html"],
  ["text/*;q=0.3, text/html;q=0.7, */*;q=0.1", "text/html"],
  ["application/json;q=0, */*", "text/html"],
  ["application/*;q=0.5, text/plain", "text/plain; charset=utf-8"],
  ["*/*;q=0", undefined],
  ["image/png", undefined],
  ["text/html;q=2", undefined],
  ["text/html;q=0.1234", undefined],
  ['text/html;a="x,y", application/json;q=0.2', "application/json"],
  ["nonsense, text/html", "text/html"],
])("RFC 9110, 12.5.1: Accept %j prefers %j", (accept, preferred) => {
  expect(preferredMediaType(accept, offered)).toBe(preferred);
});
