import stringWidth from "string-width";
import { expect, test } from "vitest";
import { createStyle, type Style } from "./createStyle.ts";
import { formatTable } from "./formatTable.ts";

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
