import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { expect, test } from "vitest";
import { editSource, editsOf, parts } from "../benchmarks/parts/parts.ts";

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

test.each(parts)("the sources without $name are TypeScript and differ", ({ edits }) => {
  expect(edits.length).toBeGreaterThan(0);
  for (const { file } of edits) {
    const edited = editSource(
      read(file),
      edits.filter((edit) => edit.file === file),
    );
    expect(edited).not.toBe(read(file));
    expect(stripTypeScriptTypes(edited)).not.toBe("");
  }
});

test("an unknown part is an error", () => {
  expect(() => editsOf("the roof")).toThrow('There is no part "the roof".');
});

test("a changed source is an error", () => {
  const edit = { file: "a.ts", from: "one", to: "two" };
  expect(() => editSource("three", [edit])).toThrow("a.ts has changed");
  expect(() => editSource("one one", [edit])).toThrow("a.ts has changed");
});
