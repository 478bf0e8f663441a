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
const PACKAGE = fileURLToPath(new URL("../", import.meta.url));
const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));

/** Builds and packs the package in a folder of its own, as publishing does. */
async function packPackage() {
  const folder = await mkdtemp(join(tmpdir(), "contract-"));
  const staged = join(folder, "package");
  await mkdir(staged);
  for (const entry of ["package.json", "README.md", "bin", "src"]) {
    await cp(join(PACKAGE, entry), join(staged, entry), { recursive: true });
  }
  await run(TSC, ["-p", join(PACKAGE, "tsconfig.build.json"), "--outDir", join(staged, "dist")]);
  await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], { cwd: staged });
  const [name = ""] = (await readdir(folder)).filter((entry) => entry.endsWith(".tgz"));
  return {
    tarball: new Uint8Array(await readFile(join(folder, name))),
    dist: join(staged, "dist"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

test("the packed package passes publint and Are The Types Wrong", { timeout: 120_000 }, async () => {
  await using packed = await packPackage();
  const { messages } = await publint({ pack: { tarball: packed.tarball.buffer }, strict: true });
  expect(messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(packed.tarball));
  // The package is for ES modules and for resolution by "exports"; the two problems say just that.
  const doors = [".", "./check", "./supertest", "./vitest"];
  expect("problems" in checked ? checked.problems : checked).toEqual(
    expect.arrayContaining(
      doors.flatMap((entrypoint) => [
        { kind: "NoResolution", entrypoint, resolutionKind: "node10" },
        { kind: "CJSResolvesToESM", entrypoint, resolutionKind: "node16-cjs" },
      ]),
    ),
  );
  expect("problems" in checked ? checked.problems : []).toHaveLength(2 * doors.length);
});
