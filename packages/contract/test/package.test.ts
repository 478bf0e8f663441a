import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPackages } from "../../../scripts/packages/packPackage.ts";
import { writeFiles } from "./support/writeFiles.ts";

const run = promisify(execFile);
const files = await writeFiles({});
let tarball = new Uint8Array();

beforeAll(async () => {
  tarball = (await installPackages(files.folder, ["contract"])).get("contract") ?? tarball;
}, 120_000);
afterAll(() => files[Symbol.asyncDispose]());

test("the packed package passes publint and Are The Types Wrong", { timeout: 120_000 }, async () => {
  const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  expect(messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(tarball));
  // The package is for ES modules and for resolution by "exports"; the two problems say just that.
  expect("problems" in checked ? checked.problems : checked).toEqual([
    { kind: "NoResolution", entrypoint: ".", resolutionKind: "node10" },
    { kind: "CJSResolvesToESM", entrypoint: ".", resolutionKind: "node16-cjs" },
  ]);
});

const PROGRAM = `
import { diffResponse, loadContract } from "@gatehouse/contract";
const contract = await loadContract(${JSON.stringify({
  openapi: "3.1.1",
  info: { title: "Pets", version: "1" },
  paths: { "/pets": { get: { operationId: "listPets", responses: { "204": { description: "d" } } } } },
})});
const response = { status: 204, headers: {}, body: undefined };
console.log(contract.operations.size, diffResponse(contract.operations.get("listPets"), response).length);
`;

test("an installation for production brings what runs, and nothing that tests", {
  timeout: 120_000,
}, async () => {
  const installed = await readdir(join(files.folder, "node_modules"));
  expect(installed).toContain("yaml");
  expect(installed).not.toContain("ajv");
  expect(installed).not.toContain("fast-check");
  expect(installed).not.toContain("commander");
  const scope = join(files.folder, "node_modules/@gatehouse");
  expect(await readdir(scope)).toEqual(["contract"]);
  const own = await readdir(join(scope, "contract"), { recursive: true });
  expect(
    own.filter((path) => /(^|\/)(check|cli|coverage|examples|report|testing)(\/|$)|\.test\./.test(path)),
  ).toEqual([]);

  await writeFile(join(files.folder, "use.js"), PROGRAM);
  const { stdout } = await run(process.execPath, ["use.js"], { cwd: files.folder });
  expect(stdout).toBe("1 0\n");
});
