import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generateTypes } from "../scripts/generateTypes.ts";

const folder = new URL("../src/generated/", import.meta.url);
const advice = "src/generated/ is stale. Run `npm run generate` and commit the result.";

test("the generated types are those of the document", async () => {
  const generated = await generateTypes();
  expect(readdirSync(folder).sort(), advice).toEqual([...generated.keys()].sort());
  for (const [name, text] of generated) {
    expect(readFileSync(new URL(name, folder), "utf8") === text, `${name}: ${advice}`).toBe(true);
  }
});

test("each generated file begins with a banner that says who makes it", () => {
  for (const name of readdirSync(folder)) {
    expect(readFileSync(new URL(name, folder), "utf8")).toMatch(/^\/\/ Generated from .+ Do not edit\.\n/);
  }
});
