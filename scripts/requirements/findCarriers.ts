import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ID } from "./Requirement.ts";

/** Where names of tests are written: tests, what tests share, and the suites that drivers run. */
const PLACES = [
  "{packages,apps}/*/src/**/*.test.ts",
  "{packages,apps}/*/test/**/*.ts",
  "packages/*/src/conformance/*.ts",
];
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const TEXT = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** The files whose test names carry an ID, by ID; read from the sources, nothing is run. */
export function findCarriers(root: string): ReadonlyMap<string, readonly string[]> {
  const carriers = new Map<string, string[]>();
  for (const file of globSync(PLACES, { cwd: root, exclude: (name) => name === "node_modules" }).sort()) {
    const source = readFileSync(join(root, file), "utf8").replace(COMMENT, "");
    const texts = [...source.matchAll(TEXT)].map(([text]) => text).join("\n");
    for (const id of new Set([...texts.matchAll(ID)].map(([found]) => found))) {
      carriers.set(id, [...(carriers.get(id) ?? []), file]);
    }
  }
  return carriers;
}
