import { expect, test } from "vitest";
import { createTextSearch, type TextQuery } from "./createTextSearch.ts";

function find(query: Partial<TextQuery>) {
  return createTextSearch().find({
    matching: [],
    notMatching: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    ...query,
  });
}

test.each([
  { name: "letters without digits", matching: ["^[a-z0-9]+$"], notMatching: ["^[a-z]+$"], text: "0" },
  { name: "the texts outside a longer class", matching: ["^\\w{2}$"], notMatching: ["^[a-z]"], text: "Aa" },
  { name: "a text without the anchor at its end", matching: ["^ab"], notMatching: ["^ab$"], text: "abc" },
  { name: "the empty text", matching: ["^$"], notMatching: [], text: "" },
  {
    name: "a date that is not a year",
    matching: ["^\\d{4}(-\\d{2})?$"],
    notMatching: ["^\\d{4}$"],
    text: "0000-00",
  },
])("finds $name", ({ matching, notMatching, text }) => {
  expect(find({ matching, notMatching })).toEqual({ text });
});

test.each([
  { name: "a narrower class", matching: ["^[a-f]+$"], notMatching: ["^[a-z]+$"] },
  { name: "a fixed text inside a looser pattern", matching: ["^id-\\d{3}$"], notMatching: ["^id-"] },
  { name: "a search for a part of what is required", matching: ["abc"], notMatching: ["b"] },
  { name: "a union of two", matching: ["^(a|b)$"], notMatching: ["^a$", "^b$"] },
])("proves that no text is left: $name", ({ matching, notMatching }) => {
  expect(find({ matching, notMatching })).toBe("none");
});

test("respects the limits of length", () => {
  expect(find({ matching: ["^a+$"], minLength: 3 })).toEqual({ text: "aaa" });
  expect(find({ matching: ["^a{5}$"], maxLength: 4 })).toBe("none");
});

test.each(["(?=a)b", "(a)\\1", "\\bword\\b"])("does not decide about %s", (pattern) => {
  expect(find({ matching: [pattern] })).toBe("unknown");
});
