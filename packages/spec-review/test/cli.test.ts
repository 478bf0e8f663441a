import { expect, test } from "vitest";
import { createFolder } from "./support/createFolder.ts";
import { runCommand } from "./support/runCommand.ts";
import { changedShop, shop } from "./support/shop.ts";

test("a breaking change gives exit code 1 and the reasons", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const { exitCode, out, err } = await runCommand(folder.path, ["old.json", "new.json"]);
  expect(exitCode).toBe(1);
  expect(err).toBe("");
  expect(out).toContain("BREAKING  The query parameter `tag` was removed");
  expect(out).toContain("was valid, is rejected now");
  expect(out).toMatch(/new\.json:\d+:\d+/);
  expect(out).toMatch(/spec-review accept [0-9a-f]{12} old\.json new\.json --reason "…"/);
  expect(out).toContain("4 breaking changes need a decision.");
});

test("breaking findings come first, then unknown, risky and safe ones", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const { out } = await runCommand(folder.path, ["old.json", "new.json"]);
  const order = [...out.matchAll(/^(BREAKING|UNKNOWN|RISKY|SAFE) /gm)].map(([, word]) => word);
  expect(order).toEqual([...order].sort((left, right) => rank(left) - rank(right)));
  expect(new Set(order)).toEqual(new Set(["BREAKING", "RISKY", "SAFE"]));
});

function rank(word: string | undefined): number {
  return ["BREAKING", "UNKNOWN", "RISKY", "SAFE"].indexOf(word ?? "");
}

test("the old and the new value are shown side by side", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const { out } = await runCommand(folder.path, ["old.json", "new.json"]);
  expect(out).toMatch(/^ {2}100 +│ 50$/m);
});

test("a long path is cut at its start, so that line and column stay", async () => {
  const path = `${"deep/".repeat(20)}openapi.json`;
  using folder = createFolder({ "old.json": shop(), [path]: changedShop() });
  const { out } = await runCommand(folder.path, ["old.json", path]);
  expect(out).toMatch(/│ ….*\/openapi\.json:\d+:\d+$/m);
});

test("a safe change gives exit code 0", async () => {
  const grown = shop({
    "/info/version": "1.1.0",
    "/components/schemas/NewPet/properties/nick": { type: "string" },
  });
  using folder = createFolder({ "old.json": shop(), "new.json": grown });
  const { exitCode, out } = await runCommand(folder.path, ["old.json", "new.json"]);
  expect({ exitCode, out }).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining("The review passes."),
  });
});

test("comparing a document with itself gives exit code 0 and reports no change", async () => {
  using folder = createFolder({ "a.json": shop() });
  const { exitCode, out } = await runCommand(folder.path, ["a.json", "a.json"]);
  expect(exitCode).toBe(0);
  expect(out).toContain("No relevant changes. The review passes.");
});

const valid = JSON.stringify(shop());
const failures = [
  { name: "no arguments", args: [], says: "Give what to compare" },
  { name: "one document alone", args: ["a.json"], says: "Give what to compare" },
  { name: "a missing file", args: ["none.yaml", "a.json"], says: "There is no file none.yaml." },
  { name: "broken YAML", args: ["deep/broken.yaml", "a.json"], says: "deep/broken.yaml:4:1 " },
  { name: "broken JSON", args: ["a.json", "broken.json"], says: "broken.json:1:14 " },
  { name: "an empty file", args: ["empty.yaml", "a.json"], says: "empty.yaml:1:1 " },
  { name: "a list", args: ["list.json", "a.json"], says: "an OpenAPI document is an object" },
  { name: "a folder", args: ["deep", "a.json"], says: "it is a folder" },
  { name: "Swagger 2", args: ["swagger.yaml", "a.json"], says: "only 3.0.x, 3.1.x and 3.2.x are read" },
  { name: "a reference without a target", args: ["a.json", "dangling.yaml"], says: "dangling.yaml:5:5 " },
  { name: "an unknown option", args: ["--bogus"], says: "unknown option '--bogus'" },
  {
    name: "an unknown format",
    args: ["a.json", "a.json", "--format", "pdf"],
    says: "Allowed choices are terminal",
  },
  { name: "three documents", args: ["a.json", "a.json", "a.json"], says: "too many arguments" },
  {
    name: "a report without a file",
    args: ["a.json", "a.json", "--report", "html"],
    says: "--report html=review.html",
  },
  { name: "an output that is a folder", args: ["a.json", "a.json", "--output", "deep"], says: "EISDIR" },
  {
    name: "a missing configuration",
    args: ["a.json", "a.json", "--config", "x.json"],
    says: "no configuration file x.json",
  },
  {
    name: "a revision outside a repository",
    args: ["a", "b", "--document", "a.json"],
    says: "not a git repository",
  },
  {
    name: "accept without a reason",
    args: ["accept", "123"],
    says: "required option '--reason <text>'",
  },
];

for (const { name, args, says } of failures) {
  test(`${name}: exit code 2 with the reason`, async () => {
    using folder = createFolder({
      "a.json": valid,
      "broken.json": '{"openapi": 3',
      "deep/broken.yaml": "openapi: 3.1.0\ninfo:\n  title: [x\npaths: {}\n",
      "empty.yaml": "",
      "list.json": "[1, 2]",
      "swagger.yaml": 'swagger: "2.0"\n',
      "dangling.yaml":
        'openapi: 3.1.0\ninfo: { title: a, version: "1" }\npaths:\n  /a:\n    $ref: "./missing.yaml"\n',
    });
    const { exitCode, out, err } = await runCommand(folder.path, args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain(says);
    expect(err).not.toMatch(/\n\s+at /);
  });
}

test("--help lists commands, options, examples and exit codes", async () => {
  const { exitCode, out } = await runCommand("/", ["--help"]);
  expect(exitCode).toBe(0);
  for (const word of ["accept", "changelog", "rules", "--document", "--merge-base", "--report", "Examples:"])
    expect(out).toContain(word);
  expect(out).toContain("Exit codes: 0 nothing breaking, 1 breaking changes without a decision, 2 could not");
});

test.for(["accept", "changelog", "rules"])("%s has its own help", async (command) => {
  const { exitCode, out } = await runCommand("/", [command, "--help"]);
  expect(exitCode).toBe(0);
  expect(out).toContain(`Usage: spec-review ${command}`);
});

test("--version prints the version of the package", async () => {
  const { exitCode, out } = await runCommand("/", ["--version"]);
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test("--json is the format json", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const short = await runCommand(folder.path, ["old.json", "new.json", "--json"]);
  const long = await runCommand(folder.path, ["old.json", "new.json", "--format", "json"]);
  expect(short).toEqual(long);
  expect(JSON.parse(short.out)).toMatchObject({ verdict: "fail", counts: { breaking: 4 } });
});

test("several reports are written at once, with their folders", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const reports = ["html=out/review.html", "sarif=out/review.sarif"].flatMap((report) => [
    "--report",
    report,
  ]);
  const { exitCode, out } = await runCommand(folder.path, [
    "old.json",
    "new.json",
    "--format",
    "github",
    ...reports,
  ]);
  expect(exitCode).toBe(1);
  expect(out).toMatch(/^::error file=new\.json,line=\d+,col=\d+,title=/);
  expect(folder.read("out/review.html")).toContain("<!doctype html>");
  expect(JSON.parse(folder.read("out/review.sarif"))).toMatchObject({ version: "2.1.0" });
});

test("--output writes nothing to the terminal", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const { out } = await runCommand(folder.path, [
    "old.json",
    "new.json",
    "--format",
    "markdown",
    "--output",
    "c.md",
  ]);
  expect(out).toBe("");
  expect(folder.read("c.md")).toContain("## ❌ Contract review: Shop 1.0.0 → 1.1.0");
});

test("--verbose shows safe findings in full", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop() });
  const brief = await runCommand(folder.path, ["old.json", "new.json"]);
  const verbose = await runCommand(folder.path, ["old.json", "new.json", "--verbose"]);
  expect(brief.out).not.toContain("Every response that is possible now was possible before.");
  expect(verbose.out).toContain("Every response that is possible now was possible before.");
});

test("rules lists every rule with its summary", async () => {
  const { allRules } = await import("../src/index.ts");
  const [text, markdown, json] = await Promise.all(
    [["rules"], ["rules", "--format", "markdown"], ["rules", "--json"]].map((args) => runCommand("/", args)),
  );
  const listed: { readonly id: string; readonly summary: string }[] = JSON.parse(json?.out ?? "");
  expect(listed.map(({ id }) => id).sort()).toEqual([...allRules.keys()].sort());
  for (const { id, summary } of listed) {
    expect(text?.out).toContain(`${id} (`);
    expect(markdown?.out).toContain(`| \`${id}\` | `);
    expect(summary.length).toBeGreaterThan(20);
  }
});

test("suggested commands use the npm script that was called", async () => {
  using folder = createFolder({ "old.json": shop(), "new it's.json": changedShop() });
  const { out } = await runCommand(folder.path, ["old.json", "new it's.json"], {
    program: "npm run review --",
  });
  expect(out).toMatch(/npm run review -- accept [0-9a-f]{12} old\.json 'new it'\\''s\.json' --reason "…"/);
});

test("only the relevant part of a long example is shown", async () => {
  const envelope = (properties: object, required: readonly string[]) => ({
    type: "object",
    required: ["note", "data"],
    properties: {
      note: { type: "string", minLength: 150 },
      data: { type: "object", required, properties },
    },
  });
  const member = { a: { type: "integer" } };
  const pet = "/components/schemas/Pet";
  using folder = createFolder({
    "old.json": shop({ [pet]: envelope(member, ["a"]) }),
    "new.json": shop({ [pet]: envelope(member, []) }),
  });
  const { out } = await runCommand(folder.path, ["old.json", "new.json"]);
  expect(out).toMatch(/"note":"xxx… \(\d+ characters\)","data":\{\}/);
});
