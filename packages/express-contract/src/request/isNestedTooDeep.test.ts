import { expect, test } from "vitest";
import { isNestedTooDeep, MAX_JSON_DEPTH } from "./isNestedTooDeep.ts";

const nested = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;

test.each([
  { name: "nothing nested", text: '"[[["', want: false },
  { name: "as deep as allowed", text: nested(MAX_JSON_DEPTH), want: false },
  { name: "one level more", text: nested(MAX_JSON_DEPTH + 1), want: true },
  { name: "objects and arrays by turns", text: `${'{"a":['.repeat(33)}${"]}".repeat(33)}`, want: true },
  { name: "many side by side", text: `[${"[],".repeat(1000)}[]]`, want: false },
  { name: "brackets in texts", text: `["${"[{".repeat(100)}\\"[[", 1]`, want: false },
  { name: "as deep as a body can be", text: nested(50_000), want: true },
])("NET-08 $name: $want", ({ text, want }) => {
  expect(isNestedTooDeep(text)).toBe(want);
});
