import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { generateFiles } from "../scripts/generateFiles.ts";

test("the generated files of the server are up to date", async () => {
  for (const [file, text] of await generateFiles()) {
    const name = basename(file.pathname);
    const advice = `${name} is stale. Run \`npm run generate\` and commit the result.`;
    expect(readFileSync(file, "utf8") === text, advice).toBe(true);
  }
});

test("each file in src/operations is named after an operation of the document", async () => {
  const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
  const files = readdirSync(new URL("../src/operations/", import.meta.url)).map((file) =>
    basename(file, ".ts"),
  );
  expect(files.sort()).toEqual([...contract.operations.keys()].sort());
});
