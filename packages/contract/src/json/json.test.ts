import { expect, test } from "vitest";
import type { JsonValue } from "../Contract.ts";
import {
  childPointer,
  formatPointer,
  parsePointer,
  pointerOfFragment,
  resolvePointer,
} from "./jsonPointer.ts";
import { canonicalJson, isJsonEqual, jsonTypeOf } from "./jsonValues.ts";

/** The document and the pointers of RFC 6901, section 5. */
const RFC = {
  foo: ["bar", "baz"],
  "": 0,
  "a/b": 1,
  "c%d": 2,
  "e^f": 3,
  "g|h": 4,
  "i\\j": 5,
  'k"l': 6,
  " ": 7,
  "m~n": 8,
};

test.each([
  ["", RFC],
  ["/foo", ["bar", "baz"]],
  ["/foo/0", "bar"],
  ["/", 0],
  ["/a~1b", 1],
  ["/c%d", 2],
  ["/e^f", 3],
  ["/g|h", 4],
  ["/i\\j", 5],
  ['/k"l', 6],
  ["/ ", 7],
  ["/m~0n", 8],
])("RFC 6901: the pointer %j leads to its value", (pointer, value) => {
  expect(resolvePointer(RFC, pointer)).toEqual(value);
});

test.each([
  ["#", ""],
  ["#/foo/0", "/foo/0"],
  ["#/a~1b", "/a~1b"],
  ["#/c%25d", "/c%d"],
  ["#/e%5Ef", "/e^f"],
  ["#/%20", "/ "],
  ["#/broken%zz", "/broken%zz"],
])("RFC 6901, 6: the fragment %j is the pointer %j", (fragment, pointer) => {
  expect(pointerOfFragment(fragment)).toBe(pointer);
});

test.each([
  ["a list index with a leading zero", "/foo/00"],
  ["a list index with a sign", "/foo/+1"],
  ["the item after the last one", "/foo/-"],
  ["an index beyond the end", "/foo/2"],
  ["the length of a list", "/foo/length"],
  ["an inherited property", "/constructor"],
  ["an inherited property of a list", "/foo/map"],
  ["the prototype", "/__proto__"],
  ["a child of text", "/foo/0/0"],
  ["no pointer", "foo"],
  ["a tilde before something other than 0 and 1", "/m~2n"],
  ["a tilde at the end", "/m~"],
])("the pointer %s has no value", (_, pointer) => {
  expect(resolvePointer(RFC, pointer)).toBeUndefined();
});

test("segments keep their spelling, `~1` from `~01` too", () => {
  const segments = ["a/b", "m~n", "~1", "", "é %"];
  expect(parsePointer(formatPointer(segments))).toEqual(segments);
  expect(parsePointer("/~01")).toEqual(["~1"]);
  expect(childPointer("/items", 0, "a/b")).toBe("/items/0/a~1b");
});

interface Comparison {
  readonly name: string;
  readonly one: JsonValue;
  readonly other: JsonValue;
  readonly isEqual: boolean;
}

test.each<Comparison>([
  { name: "properties in another order", one: { a: 1, b: [2] }, other: { b: [2], a: 1 }, isEqual: true },
  { name: "1 and 1.0", one: 1, other: 1.0, isEqual: true },
  { name: "items in another order", one: [1, 2], other: [2, 1], isEqual: false },
  { name: "a list and an object with its indices", one: [1], other: { 0: 1 }, isEqual: false },
  { name: "properties of other names", one: { a: null }, other: { b: null }, isEqual: false },
  { name: "an inherited property", one: { toString: 1 }, other: { a: 1 }, isEqual: false },
  { name: "0 and false", one: 0, other: false, isEqual: false },
  { name: "null and nothing", one: { a: null }, other: {}, isEqual: false },
])("JSON is compared by value: $name", ({ one, other, isEqual }) => {
  expect(isJsonEqual(one, other)).toBe(isEqual);
  expect(canonicalJson(one) === canonicalJson(other)).toBe(isEqual);
});

test("an own property called __proto__ is compared", () => {
  const one = JSON.parse('{"__proto__":1}');
  expect(isJsonEqual(one, {})).toBe(false);
  expect(canonicalJson(one)).toBe('{"__proto__":1}');
});

test.each([
  [null, "null"],
  [[], "array"],
  [{}, "object"],
  [1.5, "number"],
  ["", "string"],
  [false, "boolean"],
])("the type of %j is %s", (value, type) => {
  expect(jsonTypeOf(value)).toBe(type);
});
