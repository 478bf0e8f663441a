import stringWidth from "string-width";
import { expect, test } from "vitest";
import { createStyle, type Style } from "./createStyle.ts";
import { formatSpan, formatTable, formatTime, wrapText } from "./formatTable.ts";

const NOW_MS = Date.UTC(2026, 10, 24);

const plain = createStyle({ stream: process.stdout, noColor: true });

test("columns line up for characters that take two places, none, or a colour", () => {
  const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
  const lines = formatTable(
    {
      titles: ["name", "state"],
      rows: [
        ["漢字", "a"],
        ["e\u0301", "b"],
        [{ text: "red", paint: red }, "c"],
      ],
    },
    plain,
  );
  expect(lines.map((line) => stringWidth(line.slice(0, line.search(/(STATE|a|b|c)$/))))).toEqual([
    6, 6, 6, 6,
  ]);
  expect(lines[3]).toBe(`${red("red")}   c`);
});

test("the last column is not filled up, and no line ends in a gap", () => {
  const lines = formatTable(
    {
      titles: ["a", "b"],
      rows: [
        ["1", "22"],
        ["333", "4"],
      ],
    },
    plain,
  );
  expect(lines).toEqual(["A    B", "1    22", "333  4"]);
});

test("a style without colours gives every text back", () => {
  const paints: readonly (keyof Omit<Style, "columns">)[] = ["strong", "faint", "good", "warning", "bad"];
  expect(paints.map((paint) => plain[paint]("x"))).toEqual(["x", "x", "x", "x", "x"]);
});

test.each([
  { name: "this moment", seconds: 0, want: "now" },
  { name: "a moment ago", seconds: -59, want: "59 s ago" },
  { name: "some minutes ahead", seconds: 1799, want: "in 30 min" },
  { name: "hours ago", seconds: -7200, want: "2 h ago" },
  { name: "three days less a moment", seconds: 3 * 86_400 - 2, want: "in 3 d" },
])("$name reads $want", ({ seconds, want }) => {
  expect(formatTime(NOW_MS + seconds * 1000, NOW_MS)).toBe(want);
});

test("a span of less than a second has no larger unit than seconds", () => {
  expect(formatSpan(0.2)).toBe("0 s");
});

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
