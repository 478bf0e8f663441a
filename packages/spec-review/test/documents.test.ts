import { chmodSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { createBlobReader } from "../src/git/createBlobReader.ts";
import { openDocument, type ReviewData, reviewDocuments } from "../src/index.ts";
import { createFolder } from "./support/createFolder.ts";
import { createRepository } from "./support/createRepository.ts";
import { runCommand, TODAY } from "./support/runCommand.ts";
import { changedShop, shop } from "./support/shop.ts";
import { testWith } from "./support/testWith.ts";

const gitTest = testWith("git");

const OLD = stringify(shop());
const NEW = stringify(changedShop());
const DECISIONS = "spec-review.decisions.yaml";

async function reviewJson(cwd: string, args: readonly string[]): Promise<ReviewData & { exitCode: number }> {
  const { exitCode, out, err } = await runCommand(cwd, [...args, "--json"]);
  expect(err).toBe("");
  return { exitCode, ...JSON.parse(out) };
}

gitTest("a new document passes, and its size is reported", async () => {
  using repository = createRepository({ "README.md": "nothing yet" });
  repository.git("checkout", "--quiet", "-b", "feature");
  repository.commit({ "spec/openapi.yaml": OLD });
  const args = ["--merge-base", "main", "--document", "spec/openapi.yaml"];
  const { exitCode, verdict, findings, documents, operations } = await reviewJson(repository.path, args);
  expect({ exitCode, verdict, findings }).toEqual({ exitCode: 0, verdict: "pass", findings: [] });
  expect(documents).toMatchObject([
    { change: "new", operations: 4, notes: ["spec/openapi.yaml is a new document, 4 operations."] },
  ]);
  expect(operations.map(({ change }) => change)).toEqual(["added", "added", "added", "added"]);
  for (const format of ["terminal", "markdown", "html", "github", "junit", "sarif"]) {
    const { out } = await runCommand(repository.path, [...args, "--format", format]);
    expect(out).toContain("is a new document, 4 operations.");
  }
});

gitTest("a moved document is compared with its old path", async () => {
  using repository = createRepository({ "api/openapi.yaml": OLD });
  repository.git("checkout", "--quiet", "-b", "feature");
  repository.git("mv", "api/openapi.yaml", "contract.yaml");
  repository.commit({ "contract.yaml": NEW });
  const args = ["--document", "contract.yaml"];
  for (const head of [[], ["HEAD"]]) {
    const { exitCode, documents, base } = await reviewJson(repository.path, ["main", ...head, ...args]);
    expect(exitCode).toBe(1);
    expect(base.name).toBe("main:api/openapi.yaml");
    expect(documents).toMatchObject([{ change: "compared", notes: ["contract.yaml was api/openapi.yaml."] }]);
  }
});

gitTest("a document that replaces a deleted one is compared with it, also when little is left", async () => {
  using repository = createRepository({ "api/openapi.yaml": OLD });
  repository.git("rm", "--quiet", "api/openapi.yaml");
  const empty = { openapi: "3.1.0", info: { title: "Other", version: "1.0.0" }, paths: {} };
  repository.commit({ "openapi.json": empty });
  const { exitCode, counts } = await reviewJson(repository.path, [
    ...["HEAD~1", "HEAD"],
    ...["--document", "openapi.json"],
  ]);
  expect({ exitCode, breaking: counts.breaking }).toEqual({ exitCode: 1, breaking: 4 });
});

gitTest("globs review many documents at once: changed, new, removed and moved ones", async () => {
  using repository = createRepository({
    "specs/a/openapi.yaml": OLD,
    "specs/b/openapi.yaml": OLD.replaceAll("Shop", "Stable"),
    "specs/c/openapi.yaml": stringify(shop({ "/info/title": "Gone", "/paths/~1pets": undefined })),
    "specs/parts/pet.yaml": "type: object\n",
  });
  repository.git("checkout", "--quiet", "-b", "feature");
  repository.git("rm", "--quiet", "specs/c/openapi.yaml");
  const fresh = stringify({
    openapi: "3.1.0",
    info: { title: "New", version: "1.0.0" },
    paths: { "/new": { get: { responses: { "204": { description: "none" } } } } },
  });
  repository.commit({
    "specs/a/openapi.yaml": NEW,
    "specs/d/openapi.yaml": fresh,
    "specs/e/openapi.yaml": fresh,
  });
  const args = ["--merge-base", "main", "--document", "specs/**/*.yaml"];
  const { exitCode, documents, findings } = await reviewJson(repository.path, args);
  expect(exitCode).toBe(1);
  expect(documents.map(({ name, change }) => [name, change])).toEqual([
    ["specs/a/openapi.yaml", "compared"],
    ["specs/b/openapi.yaml", "compared"],
    ["specs/d/openapi.yaml", "new"],
    ["specs/e/openapi.yaml", "new"],
    ["specs/c/openapi.yaml", "removed"],
  ]);
  expect(new Set(findings.map(({ document }) => document))).toEqual(
    new Set(["specs/a/openapi.yaml", "specs/c/openapi.yaml"]),
  );
  const { out } = await runCommand(repository.path, [...args, "--format", "markdown"]);
  expect(out.match(/<!-- spec-review -->/g)).toHaveLength(1);
  for (const { name } of documents) expect(out).toContain(`| \`${name}\` | `);
});

gitTest("accept --all --rule decides on all findings of a rule, each beside its document", async () => {
  using repository = createRepository({ "a/openapi.yaml": OLD, "b/openapi.yaml": OLD });
  repository.commit({ "a/openapi.yaml": NEW, "b/openapi.yaml": NEW });
  const sides = ["HEAD~1", "--document", "a/openapi.yaml", "--document", "b/openapi.yaml"];
  const said = ["--reason", "agreed"];
  const some = await runCommand(repository.path, [
    "accept",
    "--rule",
    "parameter-removed",
    ...sides,
    ...said,
  ]);
  expect(some).toMatchObject({ exitCode: 0, err: "" });
  for (const folder of ["a", "b"]) {
    const { decisions } = parse(repository.read(`${folder}/${DECISIONS}`));
    expect(decisions.map(({ rule }: { readonly rule: string }) => rule)).toEqual(["parameter-removed"]);
  }
  const none = await runCommand(repository.path, [
    "accept",
    "--rule",
    "parameter-removed",
    ...sides,
    ...said,
  ]);
  expect(none).toMatchObject({ exitCode: 2, err: "No finding of parameter-removed needs a decision.\n" });
  expect((await runCommand(repository.path, ["accept", ...said, ...sides])).err).toContain(
    "HEAD~1 is not a fingerprint; give one, --all, or --rule <id>.",
  );
  expect(await runCommand(repository.path, ["accept", "--all", ...sides, ...said])).toMatchObject({
    exitCode: 0,
  });
  expect((await runCommand(repository.path, sides)).exitCode).toBe(0);
});

gitTest("an entry of a shared decisions file is used if one of the documents uses it", async () => {
  using repository = createRepository({ "one.yaml": OLD, "two.yaml": OLD.replaceAll("Shop", "Stable") });
  repository.commit({ "one.yaml": NEW });
  const sides = ["HEAD~1", "--document", "*.yaml"];
  const accepted = await runCommand(repository.path, ["accept", "--all", ...sides, "--reason", "agreed"]);
  expect(accepted.exitCode).toBe(0);
  expect(await reviewJson(repository.path, sides)).toMatchObject({ exitCode: 0, decisionProblems: [] });
});

gitTest(
  "a blob reader returns the files of a revision in any order, and undefined for missing ones",
  async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`files/${index}.txt`, `${index}\n${"ü".repeat(index * 7)}`]),
    );
    using repository = createRepository(texts);
    const blobs = createBlobReader(repository.path, "HEAD");
    const paths = [...Object.keys(texts).reverse(), "none.txt", "files", "two\nlines"];
    const read = await Promise.all(paths.map((path) => blobs.read(path)));
    blobs.close();
    expect(read).toEqual(paths.map((path) => texts[path]));
  },
);

gitTest("a blob reader outside a repository returns undefined", async () => {
  const blobs = createBlobReader("/", "HEAD");
  expect(await blobs.read("etc/hostname")).toBeUndefined();
  blobs.close();
});

test("the parts of OpenAPI 3.2 that 3.1 has are compared, and the others are listed", async () => {
  const open = (document: object) =>
    openDocument({ source: { ...document, openapi: "3.2.0" }, name: "api.yaml" });
  const query = { "/paths/~1pets/query": { responses: { "204": { description: "none" } } } };
  const documents = { base: await open(shop(query)), head: await open(changedShop(query)) };
  const review = reviewDocuments({ documents, today: TODAY });
  expect(review.counts.breaking).toBe(4);
  expect(review.documents[0]?.notes).toEqual([
    "api.yaml has OpenAPI 3.2.0: the parts that 3.2 shares with 3.1 are compared; not compared: /paths/~1pets/query.",
  ]);
  const changed = await open(shop({ ...query, "/paths/~1pets/query/responses/204/description": "other" }));
  const unread = reviewDocuments({ documents: { ...documents, head: changed }, today: TODAY });
  expect(unread.findings.map(({ id, severity }) => [id, severity])).toEqual([
    ["unread-content-changed", "unknown"],
  ]);
});

test.skipIf(process.platform === "win32")("a killed git returns undefined for every file", async () => {
  using folder = createFolder({ "bin/git": "#!/bin/sh\necho $$ > pid\nread question\nkill -9 $$\n" });
  chmodSync(join(folder.path, "bin/git"), 0o755);
  vi.stubEnv("PATH", `${join(folder.path, "bin")}${delimiter}${process.env.PATH}`);
  const blobs = createBlobReader(folder.path, "main");
  expect(await Promise.all([blobs.read("one"), blobs.read("two")])).toEqual([undefined, undefined]);
  const pid = Number(readFileSync(join(folder.path, "pid"), "utf8"));
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
  expect(await blobs.read("three")).toBeUndefined();
});

gitTest("a moved document that is not committed is compared with its old path", async () => {
  using repository = createRepository({ "api/openapi.yaml": OLD });
  renameSync(`${repository.path}/api/openapi.yaml`, `${repository.path}/openapi.yaml`);
  repository.write({ "openapi.yaml": NEW });
  const { exitCode, documents } = await reviewJson(repository.path, ["HEAD", "--document", "openapi.yaml"]);
  expect({ exitCode, notes: documents[0]?.notes }).toEqual({
    exitCode: 1,
    notes: ["openapi.yaml was api/openapi.yaml."],
  });
});

gitTest("links of a revision are followed within it, but not out of it", async () => {
  using repository = createRepository({ "api/openapi.yaml": OLD });
  for (const [name, target] of [
    ["link.yaml", "api/openapi.yaml"],
    ["out.yaml", "/etc/hostname"],
    ["gone.yaml", "api/none.yaml"],
    ["loop.yaml", "loop.yaml"],
  ] as const)
    symlinkSync(target, join(repository.path, name));
  repository.commit({ "api/openapi.yaml": NEW });
  const { exitCode, findings } = await reviewJson(repository.path, ["main:link.yaml", "api/openapi.yaml"]);
  expect({ exitCode, findings }).toEqual({ exitCode: 0, findings: [] });
  for (const name of ["out.yaml", "gone.yaml", "loop.yaml"]) {
    const { exitCode: code, err } = await runCommand(repository.path, [`main:${name}`, "api/openapi.yaml"]);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("there is no such file") });
  }
});

test("of a duplicate key the last one is compared, with a note; unknown YAML tags are ignored", async () => {
  const old = JSON.stringify({ ...shop(), openapi: "3.2.0", tags: [{ name: "a", parent: "none" }] });
  const twice = `${old.slice(0, -1)},\n"paths":{}}`;
  using folder = createFolder({ "old.json": twice, "new.json": old });
  const { documents, findings, operations } = await reviewJson(folder.path, ["old.json", "new.json"]);
  expect(documents[0]?.notes[0]).toBe(
    "old.json has a duplicate key in an object, the second at 2:1; the last one is compared.",
  );
  // The last paths were none: every operation is new.
  expect(findings.map(({ blocks }) => blocks)).toEqual([false, false, false, false]);
  expect(operations.map(({ change }) => change)).toEqual(["added", "added", "added", "added"]);
});
