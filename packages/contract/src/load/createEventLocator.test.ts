import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createEventLocator } from "./createEventLocator.ts";
import { createYamlLocator } from "./createYamlLocator.ts";

const SPEC = new URL("../../../../spec/", import.meta.url);
const files = readdirSync(SPEC, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".yaml"),
);

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

test.each([
  ...files.map((file) => ({ name: file, text: readFileSync(new URL(file, SPEC), "utf8") })),
  { name: "JSON", text: '{"a": {"b c": [1, {"d": "x"}]},\n "e": null}' },
  { name: "quoted keys and items", text: "'a b':\n  - \"x\"\n  - {c: 'y', d: [1, 2]}\n200:\n  e: true\n" },
])("finds every value of $name at the position that yaml gives", ({ text }) => {
  const [fast, slow] = [createEventLocator(text), createYamlLocator(text)];
  const paths = pathsOf(parse(text));
  expect(paths.map((path) => [path, fast(path)])).toEqual(paths.map((path) => [path, slow(path)]));
});

test("falls back on the nearest enclosing value", () => {
  expect(createEventLocator("a:\n  b: 1\n")(["a", "missing", "deeper"])).toEqual({ line: 1, column: 1 });
});
