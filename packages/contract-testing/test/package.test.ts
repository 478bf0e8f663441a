import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unpackPackages } from "../../../scripts/packages/packPackage.ts";
import { writeFiles } from "./support/writeFiles.ts";

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

test("the installed package stands on contract, and its command runs", { timeout: 120_000 }, async () => {
  const { stdout } = await run(process.execPath, ["use.js"], { cwd: files.folder });
  expect(stdout).toBe("function function function\n");
  const command = join(files.folder, "node_modules/@gatehouse/contract-testing/bin/gatehouseContract.js");
  const help = await run(process.execPath, [command, "--help"], { cwd: files.folder });
  expect(help.stdout).toContain("Usage: gatehouse-contract");
});
