import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const conditions = "--conditions=@gatehouse/source";

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly engines?: { readonly node: string };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "first-minute-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("packages declare the Node version they need, and those without a need declare none", () => {
  const paths = globSync(["package.json", "packages/*/package.json", "apps/*/package.json"], { cwd: root });
  const manifests: readonly Manifest[] = paths.map((path) =>
    JSON.parse(readFileSync(join(root, path), "utf8")),
  );
  const needs = Object.fromEntries(manifests.map(({ name, engines }) => [name, engines?.node]));
  expect(needs).toMatchObject({ "@gatehouse/contract": ">=24", "@gatehouse/express-contract": ">=24" });
  const silent = manifests.filter(({ engines }) => engines === undefined).map(({ name }) => name);
  const bringing = manifests.filter((manifest) => manifest.private === true).map(({ name }) => name);
  expect(silent.sort()).toEqual(["@gatehouse/api-types", "@gatehouse/client", ...bringing].sort());
});

test("npm prints no warning about Node in this project, and would without its .npmrc", () => {
  const warningsOf = (settings: string | undefined): string => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "far"));
    if (settings !== undefined) copyFileSync(join(root, settings), join(folder, settings));
    const manifest = { name: "far", version: "1.0.0", engines: { node: ">=999" } };
    writeFileSync(join(folder, "far/package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies: { far: "file:far" } }));
    // npm hands its settings to what it runs; this one is to read the files of the folder.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    const words = ["install", "--offline", "--no-audit", "--no-fund"];
    const { stderr, status } = spawnSync("npm", words, { cwd: folder, env, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    return stderr;
  };
  expect(warningsOf(".npmrc")).toBe("");
  expect(warningsOf(undefined)).toContain("EBADENGINE");
});

test.each(["packages/api-types/scripts/generate.ts", "apps/server/scripts/generate.ts"])(
  "%s shows the problems of a broken document as the loader does, and no stack",
  (script) => {
    const file = join(temporaryFolder(), "broken.yaml");
    writeFileSync(
      file,
      'openapi: 3.1.1\ninfo: { title: Broken, version: "1" }\npaths:\n  /a: { get: { respones: {} } }\n',
    );
    const { stderr, stdout, status } = spawnSync(process.execPath, [conditions, join(root, script), file], {
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("cannot be used as a contract: 1 problem");
    expect(stderr).toContain("broken.yaml:4:");
    expect(stderr).toContain('Write "responses"');
    expect(stderr).not.toMatch(/^\s+at /m);
  },
);

test.each([
  "apps/server/bin/gatehouse.js",
  "packages/contract-docs/bin/gatehouseDocs.js",
  "packages/contract-testing/bin/gatehouseContract.js",
  "packages/spec-review/bin/specReview.js",
])("%s --help ends without an error when its reader stops early", async (program) => {
  const command = `"${process.execPath}" ${conditions} "${join(root, program)}" --help | head -n 1`;
  const { stdout, stderr } = await promisify(execFile)("sh", ["-c", command]);
  expect(stdout).toMatch(/\S/);
  expect(stderr).toBe("");
});
