import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { expect, test } from "vitest";

const run = promisify(execFile);
const PACKAGES = fileURLToPath(new URL("../../", import.meta.url));
const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));
const OWN_MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));

/** Builds and packs a package in a folder of its own, as publishing does, and gives the folder with its files. */
async function packPackage(name: string, folder: string) {
  const source = join(PACKAGES, name);
  const staged = join(folder, name);
  await mkdir(staged, { recursive: true });
  const { files } = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
  for (const entry of ["package.json", "README.md", ...files.filter((entry: string) => entry !== "dist")]) {
    await cp(join(source, entry), join(staged, entry), { recursive: true });
  }
  await run(TSC, ["-p", join(source, "tsconfig.build.json"), "--outDir", join(staged, "dist")]);
  await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", staged], { cwd: staged });
  const [tarball = ""] = (await readdir(staged)).filter((entry) => entry.endsWith(".tgz"));
  return join(staged, tarball);
}

/** Lays out packed packages as an installation does, beside what they depend on. */
async function install(folder: string, names: readonly string[]) {
  const modules = join(folder, "node_modules");
  for (const name of names) {
    const target = join(modules, "@gatehouse", name);
    await mkdir(target, { recursive: true });
    const tarball = await packPackage(name, join(folder, "packed"));
    await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
  }
  return modules;
}

async function createFolder() {
  const path = await mkdtemp(join(tmpdir(), "spec-review-package-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test("the packed package passes publint and Are The Types Wrong", { timeout: 240_000 }, async () => {
  await using folder = await createFolder();
  const tarball = new Uint8Array(await readFile(await packPackage("spec-review", folder.path)));
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
