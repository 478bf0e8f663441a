import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { unpackPackages } from "../../../scripts/packages/packPackage.ts";
import { readSamples } from "../../../scripts/packages/readSamples.ts";

const run = promisify(execFile);
const PROGRAM = `
import { coverageCells } from "@gatehouse/contract-testing";
import { checkServer } from "@gatehouse/contract-testing/check";
import { watchAgent } from "@gatehouse/contract-testing/supertest";
console.log(typeof coverageCells, typeof checkServer, typeof watchAgent);
`;
const files = await writeFiles({ "use.js": PROGRAM });
let tarball = new Uint8Array();

beforeAll(async () => {
  const tarballs = await unpackPackages(files.folder, ["contract", "contract-testing"]);
  tarball = tarballs.get("contract-testing") ?? tarball;
}, 120_000);
afterAll(() => files[Symbol.asyncDispose]());

test("the packed package passes publint and Are The Types Wrong", { timeout: 120_000 }, async () => {
  const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  expect(messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(tarball));
  // The package is for ES modules and for resolution by "exports"; the two problems say just that.
  const entries = [".", "./check", "./supertest", "./vitest"];
  expect("problems" in checked ? checked.problems : checked).toEqual(
    expect.arrayContaining(
      entries.flatMap((entrypoint) => [
        { kind: "NoResolution", entrypoint, resolutionKind: "node10" },
        { kind: "CJSResolvesToESM", entrypoint, resolutionKind: "node16-cjs" },
      ]),
    ),
  );
  expect("problems" in checked ? checked.problems : []).toHaveLength(2 * entries.length);
});

test("the installed package needs only contract, and its command runs", { timeout: 120_000 }, async () => {
  const { stdout } = await run(process.execPath, ["use.js"], { cwd: files.folder });
  expect(stdout).toBe("function function function\n");
  const command = join(files.folder, "node_modules/@gatehouse/contract-testing/bin/gatehouseContract.js");
  const help = await run(process.execPath, [command, "--help"], { cwd: files.folder });
  expect(help.stdout).toContain("Usage: gatehouse-contract");
});

test("the sample of the README runs with the installed package, and covers its document", {
  timeout: 180_000,
}, async () => {
  const page = await readFile(join(import.meta.dirname, "../README.md"), "utf8");
  const [, document = ""] = /```yaml\n(openapi.*?)^```/ms.exec(page) ?? [];
  const [tests, config] = await readSamples("packages/contract-testing/README.md");
  const modules = join(import.meta.dirname, "../../../node_modules");
  for (const name of ["vitest", "supertest"])
    await symlink(join(modules, name), join(files.folder, "node_modules", name));
  const names = {
    "pets.yaml": document,
    "pets.test.ts": tests?.code ?? "",
    "vitest.config.ts": config?.code ?? "",
  };
  const project = join(files.folder, "pets");
  await mkdir(project);
  for (const [name, text] of Object.entries(names)) await writeFile(join(project, name), text);
  const vitest = join(modules, "vitest/vitest.mjs");
  const env = { ...process.env, NO_COLOR: "1" };
  const { stdout } = await run(process.execPath, [vitest, "run"], { cwd: project, env });
  expect(stdout).toMatch(/3 passed/);
  expect(config?.printed).toContain("Contract coverage");
  expect(stdout).toContain(config?.printed);
});
