import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, realpath, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { expect, test } from "vitest";
import { createFolder } from "./support/createFolder.ts";
import { requireTool } from "./support/requireTool.ts";
import { changedShop, shop } from "./support/shop.ts";

const run = promisify(execFile);
const PACKAGES = fileURLToPath(new URL("../../", import.meta.url));
const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));

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

/** Lays out packed packages as an installation does, each beside what it depends on. */
async function install(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const target = join(folder, "node_modules/@gatehouse", name);
    await mkdir(target, { recursive: true });
    const tarball = await packPackage(name, join(folder, "packed"));
    await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
    const { dependencies } = JSON.parse(await readFile(join(target, "package.json"), "utf8"));
    const foreign = Object.keys(dependencies).filter((dependency) => !dependency.startsWith("@gatehouse/"));
    await mkdir(join(target, "node_modules"));
    for (const dependency of foreign) {
      await symlink(await folderOf(dependency, name), join(target, "node_modules", dependency));
    }
  }
}

/** A dependency stands beside the package, or further up. */
async function folderOf(dependency: string, name: string): Promise<string> {
  const candidates = [join(PACKAGES, name, "node_modules"), join(PACKAGES, "../node_modules")];
  for (const candidate of candidates) {
    const folder = join(candidate, dependency);
    if (existsSync(folder)) return realpath(folder);
  }
  throw new Error(`${dependency} is not installed`);
}

test("the packed package passes publint and Are The Types Wrong", { timeout: 240_000 }, async () => {
  using folder = createFolder();
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

test("the installed command and the installed module review", { timeout: 240_000 }, async (context) => {
  requireTool(context, "tar");
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop(), "use.mjs": PROGRAM });
  await install(folder.path, ["contract", "spec-review"]);
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

const PROGRAM = `
import { openDocument, reviewDocuments } from "@gatehouse/spec-review";
import schema from "@gatehouse/spec-review/schema/review.schema.json" with { type: "json" };
const open = (name) => openDocument({ source: new URL(name, import.meta.url), name });
const documents = { base: await open("old.json"), head: await open("new.json") };
const { verdict, counts } = reviewDocuments({ documents, today: "2026-06-15" });
console.log(verdict, counts.breaking, schema.type);
`;
