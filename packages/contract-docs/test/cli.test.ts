import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../src/cli/runCli.ts";
import { OWN } from "./support/buildSite.ts";

const DOCUMENT = fileURLToPath(OWN);

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the command, and gives its exit code and what it wrote. */
async function run(
  words: readonly string[],
  options: { readonly isTerminal?: boolean; readonly signal?: AbortSignal } = {},
) {
  const written = { out: "", err: "" };
  const code = await runCli(words, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    isTerminal: options.isTerminal ?? false,
    ...(options.signal && { signal: options.signal }),
  });
  return { code, ...written };
}

test("--help lists every option and the exit codes", async () => {
  const { code, out } = await run(["--help"]);
  expect(code).toBe(0);
  for (const word of [
    "--output",
    "--guide",
    "--changelog",
    "--typescript-client",
    "--json",
    "Exit code: 0 written, 2",
  ]) {
    expect(out).toContain(word);
  }
});

test("pages are written and replaced as a whole, and --json counts them", async () => {
  const output = join(createFolder(), "site");
  const first = await run([DOCUMENT, "--output", output, "--json"], { isTerminal: true });
  expect(first.code).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({ output, problems: 0, operations: expect.any(Number) });
  expect(first.err).toContain("50 files");
  writeFileSync(join(output, "operations/stale.html"), "old");
  expect((await run([DOCUMENT, "--output", output])).code).toBe(0);
  expect(existsSync(join(output, "operations/stale.html"))).toBe(false);
  expect(readdirSync(join(output, ".."))).toEqual(["site"]);
});

test("a folder with other files is not changed", async () => {
  const output = createFolder();
  writeFileSync(join(output, "thesis.txt"), "years of work");
  const { code, err } = await run([DOCUMENT, "--output", output]);
  expect([code, err]).toEqual([2, expect.stringContaining("holds other files, which would be lost")]);
  expect(readdirSync(output)).toEqual(["thesis.txt"]);
});

test("an interrupted run does not change the folder", async () => {
  const output = join(createFolder(), "site");
  await run([DOCUMENT, "--output", output]);
  const before = readFileSync(join(output, "index.html"), "utf8");
  const { code, err } = await run([DOCUMENT, "--output", output], { signal: AbortSignal.abort() });
  expect([code, err]).toEqual([2, "Stopped; nothing was written.\n"]);
  expect(readFileSync(join(output, "index.html"), "utf8")).toBe(before);
  expect(readdirSync(join(output, ".."))).toEqual(["site"]);
});

test("a document with problems gets pages, and its problems are reported with their location", async () => {
  const folder = createFolder();
  const file = join(folder, "openapi.yaml");
  writeFileSync(
    file,
    "openapi: 3.1.1\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {operationId: a, responses: {'200': {description: ok}}}\n    put: {operationId: a, responses: {}}\n",
  );
  const { code, err } = await run([file, "--output", join(folder, "site")]);
  expect(code).toBe(0);
  expect(err).toMatch(
    /^The document has \d problems?; the pages show what can be read\.\n {2}openapi\.yaml:\d+:\d+ /,
  );
  expect(existsSync(join(folder, "site/operations/a.html"))).toBe(true);
});

test("guides and changelogs become pages", async () => {
  const folder = createFolder();
  const guide = join(folder, "start.md");
  const changelog = join(folder, "changes.json");
  writeFileSync(guide, "# First steps\n\nSign in.\n");
  const line = { text: "a field is new", severity: "safe", rule: "r", structure: null };
  const operations = [
    { kind: "changed", method: "DELETE", path: "/sessions", operationId: "deleteSession", changes: [line] },
  ];
  const data = {
    formatVersion: 1,
    title: "T",
    from: "1",
    to: "2",
    general: [],
    operations,
    webhooks: [],
    structures: [],
  };
  writeFileSync(changelog, JSON.stringify(data));
  const output = join(folder, "site");
  const { code } = await run([DOCUMENT, "--output", output, "--guide", guide, "--changelog", changelog]);
  expect(code).toBe(0);
  expect(readFileSync(join(output, "guides/first-steps.html"), "utf8")).toContain("<p>Sign in.</p>");
  const page = readFileSync(join(output, "changelog.html"), "utf8");
  expect(page).toContain("1 → 2");
  expect(page).toContain('<a href="operations/deleteSession.html">');
});

test("the newest version of a folder of changelogs comes first", async () => {
  const folder = createFolder();
  for (const [from, to] of [
    ["1.2.0", "1.9.0"],
    ["1.9.0", "1.10.0"],
    ["1.0.0", "1.2.0"],
  ] as const) {
    const data = { formatVersion: 1, from, to, general: [], operations: [], webhooks: [], structures: [] };
    writeFileSync(join(folder, `${to}.json`), JSON.stringify(data));
  }
  writeFileSync(join(folder, "README.md"), "Not one of them.");
  const output = join(folder, "site");
  expect((await run([DOCUMENT, "--output", output, "--changelog", folder])).code).toBe(0);
  const page = readFileSync(join(output, "changelog.html"), "utf8");
  expect([...page.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, title]) => title)).toEqual([
    "1.9.0 → 1.10.0",
    "1.2.0 → 1.9.0",
    "1.0.0 → 1.2.0",
  ]);
});

test.each([
  ["no document", ["--output", "x"], "missing required argument 'document'"],
  ["no folder", ["openapi.yaml"], "required option '--output <folder>' not specified"],
  ["a document that does not exist", ["no.yaml", "--output", "x"], "no.yaml"],
  [
    "a guide that does not exist",
    [DOCUMENT, "--output", "x", "--guide", "no.md"],
    'The file "no.md" of --guide cannot be read',
  ],
  [
    "a changelog that is not JSON",
    [DOCUMENT, "--output", "x", "--changelog", DOCUMENT],
    "is not JSON. Make a changelog with `spec-review changelog … --json`.",
  ],
  [
    "a folder without changelogs",
    [DOCUMENT, "--output", "x", "--changelog", import.meta.dirname],
    "of --changelog has no JSON file",
  ],
  ["an unknown option", [DOCUMENT, "--output", "x", "--outptu"], "unknown option"],
  ["a folder that is a file", [DOCUMENT, "--output", DOCUMENT], "is a file. Name a folder."],
])("exit code 2: %s", async (_, words, message) => {
  const { code, err } = await run(words);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  expect(existsSync("x")).toBe(false);
});
