import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import { stringify } from "yaml";
import { createFolder } from "./support/createFolder.ts";
import { createRepository } from "./support/createRepository.ts";
import { runCommand } from "./support/runCommand.ts";
import { changedShop, shop } from "./support/shop.ts";
import { testWith } from "./support/testWith.ts";

const gitTest = testWith("git");

const OLD = stringify(shop());
const NEW = stringify(changedShop());
const CONFIG = { document: "spec/openapi.yaml", mergeBase: "main" };

/** A repository in which the branch `feature` breaks callers. */
function createFeature(more: Readonly<Record<string, string | object>> = {}) {
  const repository = createRepository({ "spec/openapi.yaml": OLD, ...more });
  repository.git("checkout", "--quiet", "-b", "feature");
  repository.commit({ "spec/openapi.yaml": NEW });
  return repository;
}

gitTest("two revisions are compared with --document", async () => {
  using repository = createFeature();
  const { exitCode, out } = await runCommand(repository.path, [
    "main",
    "HEAD",
    "--document",
    "spec/openapi.yaml",
  ]);
  expect(exitCode).toBe(1);
  expect(out).toContain("main:spec/openapi.yaml → HEAD:spec/openapi.yaml");
  expect(out).toMatch(/spec\/openapi\.yaml:\d+:\d+/);
});

gitTest("one revision is compared with the working tree", async () => {
  using repository = createFeature();
  repository.write({ "spec/openapi.yaml": OLD });
  const args = ["--document", "spec/openapi.yaml"];
  expect((await runCommand(repository.path, ["main", ...args])).exitCode).toBe(0);
  expect((await runCommand(repository.path, ["main", "HEAD", ...args])).exitCode).toBe(1);
});

gitTest("the merge base is where the branch began, also if main has moved on", async () => {
  using repository = createFeature();
  repository.git("checkout", "--quiet", "main");
  repository.commit({ "spec/openapi.yaml": stringify(shop({ "/paths/~1pets/post": undefined })) });
  repository.git("checkout", "--quiet", "feature");
  const { out } = await runCommand(repository.path, [
    "--merge-base",
    "main",
    "--document",
    "spec/openapi.yaml",
  ]);
  expect(out).toContain("The query parameter `tag` was removed");
  expect(out).not.toContain("POST /pets` was ");
});

gitTest("without arguments the configuration is used", async () => {
  using repository = createFeature({ "spec-review.config.json": CONFIG });
  const { exitCode, out } = await runCommand(repository.path, []);
  expect(exitCode).toBe(1);
  expect(out).toMatch(/decide +spec-review accept [0-9a-f]{12} --reason "…"/);
});

gitTest("main and a repository with one commit have no changes", async () => {
  using repository = createRepository({ "spec/openapi.yaml": OLD, "spec-review.config.json": CONFIG });
  const { exitCode, out } = await runCommand(repository.path, []);
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: expect.stringContaining("No relevant changes."),
  });
});

function clone(from: string, to: string, ...options: readonly string[]): void {
  execFileSync("git", ["clone", "--quiet", ...options, `file://${from}`, to], { stdio: "pipe" });
}

gitTest("a clone without a branch main uses that of its remote", async () => {
  using repository = createFeature({ "spec-review.config.json": CONFIG });
  using folder = createFolder();
  clone(repository.path, `${folder.path}/clone`, "--branch", "feature");
  const { exitCode, out } = await runCommand(`${folder.path}/clone`, []);
  expect(exitCode).toBe(1);
  expect(out).toContain("The query parameter `tag` was removed");
});

gitTest("changes of others do not count when the local main lags behind", async () => {
  using repository = createRepository({ "spec/openapi.yaml": OLD, "spec-review.config.json": CONFIG });
  using folder = createFolder();
  const path = `${folder.path}/clone`;
  clone(repository.path, path);
  repository.commit({ "spec/openapi.yaml": NEW });
  execFileSync("git", ["fetch", "--quiet"], { cwd: path });
  execFileSync("git", ["checkout", "--quiet", "-b", "mine", "origin/main"], { cwd: path });
  const { exitCode, out } = await runCommand(path, []);
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: expect.stringContaining("No relevant changes."),
  });
});

gitTest("the error about a shallow clone says how to fetch the rest", async () => {
  using repository = createFeature({ "spec-review.config.json": CONFIG });
  using folder = createFolder();
  clone(repository.path, `${folder.path}/clone`, "--branch", "feature", "--depth", "1");
  const { exitCode, err } = await runCommand(`${folder.path}/clone`, []);
  expect(exitCode).toBe(2);
  expect(err).toContain("There is no branch main here, nor origin/main.");
  expect(err).toContain("fetch-depth: 0");
});

gitTest.for([
  { name: "an unknown revision", args: ["nowhere", "HEAD"], says: "There is no revision nowhere here." },
  {
    name: "an option instead of a revision",
    args: ["--", "--output=x", "HEAD"],
    says: "no revision --output=x",
  },
  { name: "an unknown branch", args: ["--merge-base", "nowhere"], says: "There is no branch nowhere here" },
  {
    name: "a document that neither side has",
    args: ["main", "HEAD", "--document", "spec/none.yaml"],
    says: "There is no spec/none.yaml in the revision HEAD.",
  },
  {
    name: "a glob that matches nothing",
    args: ["main", "HEAD", "--document", "none/*.yaml"],
    says: "No OpenAPI document matches",
  },
])("$name gives exit code 2", async ({ args, says }) => {
  using repository = createFeature();
  const document = args.includes("--document") ? [] : ["--document", "spec/openapi.yaml"];
  const { exitCode, err } = await runCommand(repository.path, [...document, ...args]);
  expect(exitCode).toBe(2);
  expect(err).toContain(says);
});

gitTest.for([
  {
    name: "a file that does not exist",
    args: ["none.yaml", "spec/openapi.yaml"],
    says: "There is no file none.yaml.",
  },
  { name: "one file alone", args: ["spec/openapi.yaml"], says: "Give what to compare: two files" },
])("$name is not a revision of a configured document", async ({ args, says }) => {
  using repository = createFeature({ "spec-review.config.json": CONFIG });
  const { exitCode, err } = await runCommand(repository.path, args);
  expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining(says) });
});

gitTest("a moved document is named with its revision", async () => {
  using repository = createFeature();
  repository.commit({ "api.yaml": NEW });
  const args = ["main:spec/openapi.yaml", "HEAD:api.yaml"];
  const { exitCode, out } = await runCommand(repository.path, args);
  expect(exitCode).toBe(1);
  expect(out).toMatch(/ {2}spec\/openapi\.yaml:\d+:\d+ +│ api\.yaml:\d+:\d+/);
  expect((await runCommand(repository.path, ["main:spec/openapi.yaml", "api.yaml"])).exitCode).toBe(1);
});

gitTest("all files of a document are read from the revision", async () => {
  const split = (maximum: number) => ({
    "spec/openapi.yaml": stringify(
      shop({ "/paths/~1pets/get/parameters/0": { $ref: "./parts/limit%20of%20pages.yaml#/Limit" } }),
    ),
    "spec/parts/limit of pages.yaml": stringify({
      Limit: { name: "limit", in: "query", schema: { $ref: "../deep/number" } },
    }),
    "spec/deep/number": stringify({ type: "integer", maximum }),
  });
  using repository = createRepository(split(100));
  const before = repository.git("rev-parse", "HEAD");
  repository.commit(split(50));
  const { exitCode, out, err } = await runCommand(repository.path, [
    before,
    "HEAD",
    "--document",
    "spec/openapi.yaml",
  ]);
  expect(err).toBe("");
  expect(exitCode).toBe(1);
  expect(out).toMatch(/spec\/deep\/number:2:1 +│ spec\/deep\/number:2:1/);
});

gitTest("paths are relative to the root of the repository, also when run in a folder", async () => {
  using repository = createFeature();
  const { exitCode, out } = await runCommand(`${repository.path}/spec`, [
    "main",
    "--document",
    "openapi.yaml",
  ]);
  expect(exitCode).toBe(1);
  expect(out).toMatch(/ {2}spec\/openapi\.yaml:\d+:\d+ +│ spec\/openapi\.yaml:\d+:\d+/);
});

gitTest("decisions that are merged into main do not fail other branches, until they expire", async () => {
  const decisions = `decisions:
  - { fingerprint: 0123456789ab, reason: merged long ago, owner: ann, expires: 2026-12-31 }
`;
  using repository = createRepository({
    "spec/openapi.yaml": OLD,
    "spec/spec-review.decisions.yaml": decisions,
    "spec-review.config.json": CONFIG,
  });
  repository.git("checkout", "--quiet", "-b", "other");
  repository.commit({ "README.md": "other" });
  expect((await runCommand(repository.path, [])).exitCode).toBe(0);
  const later = await runCommand(repository.path, [], { today: () => "2027-01-01" });
  expect(later).toMatchObject({ exitCode: 1, out: expect.stringContaining("expired on 2026-12-31") });
  repository.commit({
    "spec/spec-review.decisions.yaml": decisions.replaceAll("0123456789ab", "ba9876543210"),
  });
  const added = await runCommand(repository.path, []);
  expect(added).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining("is unused: it allows no change"),
  });
});

gitTest("accept takes the same sides, the owner from git, and options before its name", async () => {
  using repository = createFeature();
  const sides = ["--document", "spec/openapi.yaml", "--merge-base", "main"];
  const { out } = await runCommand(repository.path, [...sides, "--json"]);
  const { findings, acceptCommand } = JSON.parse(out);
  expect(acceptCommand).toBe(
    'spec-review accept <fingerprint> --document spec/openapi.yaml --merge-base main --reason "…"',
  );
  const accepted = await runCommand(repository.path, [
    ...sides,
    "accept",
    findings[0].fingerprint,
    "--reason",
    "agreed",
  ]);
  expect(accepted).toMatchObject({ exitCode: 0, err: "" });
  expect(repository.read("spec/spec-review.decisions.yaml")).toContain("owner: ann@example.com");
});

gitTest("the changelog of two revisions is that of their documents", async () => {
  using repository = createFeature();
  const { exitCode, out } = await runCommand(repository.path, [
    ...["changelog", "main", "HEAD"],
    ...["--document", "spec/openapi.yaml"],
  ]);
  expect(exitCode).toBe(0);
  expect(out).toContain("# Shop 1.0.0 → 1.1.0");
});
