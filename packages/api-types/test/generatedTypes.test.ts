import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generateTypes } from "../scripts/generateTypes.ts";

const folder = new URL("../src/generated/", import.meta.url);
const advice = "src/generated/ is stale. Run `npm run generate` and commit the result.";

test("the generated types match the document", async () => {
  const generated = await generateTypes();
  expect(readdirSync(folder).sort(), advice).toEqual([...generated.keys()].sort());
  for (const [name, text] of generated) {
    expect(readFileSync(new URL(name, folder), "utf8") === text, `${name}: ${advice}`).toBe(true);
  }
});

test("every schema of the document has a readable name", () => {
  const generated = readFileSync(new URL("openapi.ts", folder), "utf8");
  const [, schemas = ""] = /^ {4}schemas: \{\n([\s\S]*?)^ {4}\};/m.exec(generated) ?? [];
  const wanted = [...schemas.matchAll(/^ {8}(\w+):/gm)].map(([, name]) => name);
  const index = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  const named = [...index.matchAll(/^export type (\w+) = Schemas\["\1"\];/gm)].map(([, name]) => name);
  expect(wanted.length).toBeGreaterThan(20);
  expect(named.toSorted(), "Name the schema in packages/api-types/src/index.ts.").toEqual(wanted.toSorted());
});

test("each generated file begins with a banner that names its generator", () => {
  for (const name of readdirSync(folder)) {
    expect(readFileSync(new URL(name, folder), "utf8")).toMatch(/^\/\/ Generated from .+ Do not edit\.\n/);
  }
});
