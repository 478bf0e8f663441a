import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, expect, test } from "vitest";
import { packPackage } from "../../../scripts/packages/packPackage.ts";

const packed = await packPackage("express-contract");
afterAll(() => packed[Symbol.asyncDispose]());

test("the packed package passes publint and Are The Types Wrong", { timeout: 120_000 }, async () => {
  const { messages } = await publint({ pack: { tarball: packed.tarball.buffer }, strict: true });
  expect(messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(packed.tarball));
  // The package is for ES modules and for resolution by "exports"; the two problems say just that.
  expect("problems" in checked ? checked.problems : checked).toEqual(
    [".", "./eov"].flatMap((entrypoint) => [
      { kind: "NoResolution", entrypoint, resolutionKind: "node10" },
      { kind: "CJSResolvesToESM", entrypoint, resolutionKind: "node16-cjs" },
    ]),
  );
});

test("the types of the package need no types of Express", { timeout: 120_000 }, async () => {
  const dist = join(packed.folder, "dist");
  const files = await readdir(dist, { recursive: true });
  const declarations = files.filter((file) => file.endsWith(".d.ts"));
  expect(declarations.length).toBeGreaterThan(30);
  // The entry point "./eov" is for applications with express-openapi-validator, and so with Express.
  for (const file of declarations.filter((name) => !name.startsWith("eov"))) {
    expect(await readFile(join(dist, file), "utf8"), file).not.toMatch(/from "express/);
  }
});
