import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unpackPackages } from "../../../scripts/packages/packPackage.ts";
import { createFolder } from "./support/createFolder.ts";
import { changedShop, shop } from "./support/shop.ts";

const run = promisify(execFile);
const folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
let tarball = new Uint8Array();

beforeAll(async () => {
  const tarballs = await unpackPackages(folder.path, ["contract", "spec-review"]);
  tarball = tarballs.get("spec-review") ?? tarball;
}, 240_000);
afterAll(() => folder[Symbol.dispose]());

test("the packed package passes publint and Are The Types Wrong", { timeout: 240_000 }, async () => {
  const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  expect(messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(tarball));
  const problems = "problems" in checked ? checked.problems : [checked];
  // The package is for ES modules and for resolution by "exports"; the two problems of "." say just that.
  expect(problems.filter((problem) => !("entrypoint" in problem) || problem.entrypoint === ".")).toEqual([
    { kind: "NoResolution", entrypoint: ".", resolutionKind: "node10" },
    { kind: "CJSResolvesToESM", entrypoint: ".", resolutionKind: "node16-cjs" },
  ]);
});

test("the installed command and the installed module work", { timeout: 240_000 }, async () => {
  folder.write({ "use.mjs": PROGRAM });
  const command = join(folder.path, "node_modules/@gatehouse/spec-review/bin/specReview.js");
  const attempt = run(process.execPath, [command, "old.json", "new.json"], { cwd: folder.path });
  await expect(attempt).rejects.toMatchObject({
    code: 1,
    stderr: "",
    stdout: expect.stringContaining("4 breaking changes need a decision."),
  });
  const used = await run(process.execPath, ["use.mjs"], { cwd: folder.path });
  expect(used.stdout).toBe("fail 4 object\n");
});

test("the packed command imports only modules of Node, and has the licences of its packages beside it", () => {
  const read = (file: string) =>
    readFileSync(join(folder.path, "node_modules/@gatehouse/spec-review/dist/cli", file), "utf8");
  const imported = [...read("main.js").matchAll(/^import .* from "(.+)";$/gm)].map(([, name]) => name);
  expect(imported).toContain("node:fs");
  expect(imported.filter((name) => !name?.startsWith("node:"))).toEqual([]);
  const licences = [...read("LICENSES.txt").matchAll(/^([a-z-]+) [\d.]+ \(\S+\)\n\n\S/gm)];
  expect(licences.map(([, name]) => name)).toEqual(
    expect.arrayContaining(["ajv", "ajv-formats", "commander", "picocolors", "yaml"]),
  );
});

const PROGRAM = `
import { openDocument, reviewDocuments } from "@gatehouse/spec-review";
import schema from "@gatehouse/spec-review/schema/review.schema.json" with { type: "json" };
const open = (name) => openDocument({ source: new URL(name, import.meta.url), name });
const documents = { base: await open("old.json"), head: await open("new.json") };
const { result, counts } = reviewDocuments({ documents, today: "2026-06-15" });
console.log(result, counts.breaking, schema.type);
`;
