import stringWidth from "string-width";
import { expect, test } from "vitest";
import { createStyle, type Style } from "./createStyle.ts";
import { formatSpan, formatTable, formatTime, wrapText } from "./formatTable.ts";

const NOW_MS = Date.UTC(2026, 10, 24);

const plain = createStyle({ stream: process.stdout, noColor: true });

test("columns are aligned for wide and zero-width characters and for colours", () => {
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

test("the last column is not padded, and no line ends in a space", () => {
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

test("a style without colours returns every text unchanged", () => {
  const paints: readonly (keyof Omit<Style, "columns">)[] = ["strong", "faint", "good", "warning", "bad"];
  expect(paints.map((paint) => plain[paint]("x"))).toEqual(["x", "x", "x", "x", "x"]);
});

test.each([
  { name: "the present", seconds: 0, want: "now" },
  { name: "less than a minute ago", seconds: -59, want: "59 s ago" },
  { name: "minutes ahead", seconds: 1799, want: "in 30 min" },
  { name: "hours ago", seconds: -7200, want: "2 h ago" },
  { name: "two seconds less than three days", seconds: 3 * 86_400 - 2, want: "in 3 d" },
])("$name is written as $want", ({ seconds, want }) => {
  expect(formatTime(NOW_MS + seconds * 1000, NOW_MS)).toBe(want);
});

test("a span of less than a second is written in seconds", () => {
  expect(formatSpan(0.2)).toBe("0 s");
});

test.each([
  { name: "a short text", text: "one two", columns: 10, want: ["one two"] },
  { name: "a text of exactly that width", text: "one two", columns: 7, want: ["one two"] },
  { name: "a longer text", text: "one two three", columns: 8, want: ["one two", "three"] },
  {
    name: "a word that is longer than a line",
    text: "a /very/long/path b",
    columns: 6,
    want: ["a", "/very/long/path", "b"],
  },
  { name: "wide characters", text: "漢字 漢字", columns: 8, want: ["漢字", "漢字"] },
  { name: "nothing", text: "", columns: 8, want: [""] },
])("$name is wrapped between words", ({ text, columns, want }) => {
  expect(wrapText(text, columns)).toEqual(want);
});
