import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unpackPackages } from "../../../scripts/packages/packPackage.ts";

const run = promisify(execFile);
const cwd = await mkdtemp(join(tmpdir(), "gatehouse-docs-"));
let tarball = new Uint8Array();

beforeAll(async () => {
  const tarballs = await unpackPackages(cwd, ["contract", "contract-docs"]);
  tarball = tarballs.get("contract-docs") ?? tarball;
}, 240_000);
afterAll(() => rm(cwd, { recursive: true, force: true }));

test("the packed package passes publint and Are The Types Wrong", { timeout: 240_000 }, async () => {
  const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  expect(messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(tarball));
  // The package is for ES modules and for resolution by "exports"; the two problems say just that.
  expect("problems" in checked ? checked.problems : [checked]).toEqual([
    { kind: "NoResolution", entrypoint: ".", resolutionKind: "node10" },
    { kind: "CJSResolvesToESM", entrypoint: ".", resolutionKind: "node16-cjs" },
  ]);
});

const DOCUMENT = {
  openapi: "3.1.1",
  info: { title: "Pets", version: "1" },
  paths: { "/pets": { get: { operationId: "listPets", responses: { "200": { description: "All." } } } } },
};

test("the installed command writes pages, and needs only contract", { timeout: 240_000 }, async () => {
  await writeFile(join(cwd, "pets.json"), JSON.stringify(DOCUMENT));
  const command = join(cwd, "node_modules/@gatehouse/contract-docs/bin/gatehouseDocs.js");
  await run(process.execPath, [command, "pets.json", "--output", "site"], { cwd });
  expect(await readFile(join(cwd, "site/operations/listPets.html"), "utf8")).toContain("/pets");
  expect(await readFile(join(cwd, "site/index.html"), "utf8")).toContain("<h1>Pets</h1>");
});
