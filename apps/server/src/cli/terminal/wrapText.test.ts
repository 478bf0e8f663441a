import { expect, test } from "vitest";
import { wrapText } from "./wrapText.ts";

test.each([
  { name: "a short text", text: "one two", columns: 10, want: ["one two"] },
  { name: "a text of just that width", text: "one two", columns: 7, want: ["one two"] },
  { name: "a longer text", text: "one two three", columns: 8, want: ["one two", "three"] },
  {
    name: "a word that is longer than a line",
    text: "a /very/long/path b",
    columns: 6,
    want: ["a", "/very/long/path", "b"],
  },
  { name: "characters of two places", text: "漢字 漢字", columns: 8, want: ["漢字", "漢字"] },
  { name: "nothing", text: "", columns: 8, want: [""] },
])("$name is broken between words", ({ text, columns, want }) => {
  expect(wrapText(text, columns)).toEqual(want);
});
