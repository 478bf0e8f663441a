import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { installPackages } from "../../../scripts/packages/packPackage.ts";
import { readSamples } from "../../../scripts/packages/readSamples.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
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

test("a production installation has the code and no tests, and the sample of the README works there", {
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

  const page = "packages/contract/README.md";
  const [sample] = await readSamples(page);
  const [, document = ""] = /```yaml\n(.*?)^```/ms.exec(await readFile(join(ROOT, page), "utf8")) ?? [];
  await writeFile(join(files.folder, "pets.yaml"), document);
  await writeFile(join(files.folder, "sample.ts"), sample?.code ?? "");
  await writeFile(join(files.folder, "use.ts"), 'console.log((await import("./sample.ts")).report);');
  const { stdout } = await run(process.execPath, ["use.ts"], { cwd: files.folder });
  expect(stdout).toMatch(/5 differences/);
  expect(await readFile(join(ROOT, page), "utf8")).toContain(`\`\`\`text\n${stdout}\`\`\``);
});
