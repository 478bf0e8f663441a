import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeFileAtomically } from "../src/cli/writeFileAtomically.ts";
import { DECISIONS_FILE, readDecisions, writeDecision } from "../src/index.ts";
import { createFolder, type Files } from "./support/createFolder.ts";
import { runCommand, TODAY } from "./support/runCommand.ts";
import { changedShop, shop } from "./support/shop.ts";

const FILES = { "old.json": shop(), "new.json": changedShop({ "/info/version": "2.0.0" }) };
const SIDES = ["old.json", "new.json"];

async function openFingerprints(cwd: string): Promise<string[]> {
  const { out } = await runCommand(cwd, [...SIDES, "--json"]);
  const { findings } = JSON.parse(out);
  const open = findings.filter(({ blocks }: { readonly blocks: boolean }) => blocks);
  return open.map(({ fingerprint }: { readonly fingerprint: string }) => fingerprint);
}

function accept(cwd: string, fingerprint: string, ...options: readonly string[]) {
  return runCommand(cwd, [
    "accept",
    fingerprint,
    ...SIDES,
    "--reason",
    "agreed",
    "--owner",
    "ann",
    ...options,
  ]);
}

test("the review passes when all breaking changes are accepted", async () => {
  using folder = createFolder(FILES);
  const open = await openFingerprints(folder.path);
  expect(open).toHaveLength(4);
  for (const fingerprint of open) {
    expect((await accept(folder.path, fingerprint)).exitCode).toBe(0);
  }
  const { exitCode, out } = await runCommand(folder.path, SIDES);
  expect(exitCode).toBe(0);
  expect(out).toContain("agreed (ann, until 2026-09-13)");
});

test("accept writes the decision, its owner and its expiry", async () => {
  using folder = createFolder(FILES);
  const [fingerprint = ""] = await openFingerprints(folder.path);
  const options = ["--expires", "2026-12-31", "--replacement", "GET /search"];
  const { out } = await accept(folder.path, fingerprint, ...options);
  expect(out).toContain("Decided until 2026-12-31: ");
  expect(out).toContain(`Written to ${DECISIONS_FILE}`);
  expect(parse(folder.read(DECISIONS_FILE)).decisions).toEqual([
    {
      fingerprint,
      rule: expect.any(String),
      change: expect.any(String),
      reason: "agreed",
      owner: "ann",
      expires: "2026-12-31",
      replacement: "GET /search",
    },
  ]);
});

test("decisions on several findings are written together or not at all", async () => {
  using folder = createFolder(FILES);
  const open = await openFingerprints(folder.path);
  expect((await accept(folder.path, `${open.join(",")},ffffffffffff`)).exitCode).toBe(2);
  expect(folder.has(DECISIONS_FILE)).toBe(false);
  const { out } = await accept(folder.path, open.join(", "));
  expect(out.match(/^Decided until /gm)).toHaveLength(open.length);
  expect((await runCommand(folder.path, SIDES)).exitCode).toBe(0);
});

test("accept keeps comments, order and all other entries", async () => {
  using folder = createFolder(FILES);
  const [first = "", second = ""] = await openFingerprints(folder.path);
  await accept(folder.path, first);
  const commented = folder
    .read(DECISIONS_FILE)
    .replace("reason: agreed", "reason: agreed # in the meeting of May");
  folder.write({ [DECISIONS_FILE]: `${commented}  # more to come\n` });
  await accept(folder.path, second);
  await accept(folder.path, second, "--expires", "2026-07-01");
  const text = folder.read(DECISIONS_FILE);
  expect(text).toContain("# in the meeting of May");
  expect(text).toContain("# more to come");
  expect(text).toContain('"spec-review accept" writes the entries');
  const { decisions } = readDecisions(DECISIONS_FILE, text);
  expect(decisions.map(({ fingerprint, expires }) => [fingerprint, expires])).toEqual([
    [first, "2026-09-13"],
    [second, "2026-07-01"],
  ]);
});

const failures = [
  { name: "an unknown fingerprint", args: ["accept", "ffffffffffff"], says: "These need a decision:\n  " },
  {
    name: "no reason",
    args: ["accept", "FIRST", "--reason", "  "],
    says: "Give the reason of the change with --reason",
  },
  { name: "no day", args: ["accept", "FIRST", "--expires", "soon"], says: "--expires soon is not a date" },
  { name: "a day no month has", args: ["accept", "FIRST", "--expires", "2026-06-31"], says: "is not a date" },
  {
    name: "a day that has passed",
    args: ["accept", "FIRST", "--expires", "2026-06-14"],
    says: `today is ${TODAY}`,
  },
];

for (const { name, args, says } of failures) {
  test(`accept rejects ${name} and writes nothing`, async () => {
    using folder = createFolder(FILES);
    const [first = ""] = await openFingerprints(folder.path);
    const given = args.map((arg) => (arg === "FIRST" ? first : arg));
    const reason = given.includes("--reason") ? [] : ["--reason", "agreed"];
    const result = await runCommand(folder.path, [...given, ...SIDES, "--owner", "ann", ...reason]);
    expect(result).toMatchObject({ exitCode: 2, out: "" });
    expect(result.err).toContain(says);
    expect(folder.has(DECISIONS_FILE)).toBe(false);
  });
}

test("accept does not change a file that it cannot read", async () => {
  using folder = createFolder({ ...FILES, [DECISIONS_FILE]: "decisions:\n  - {a: [\n" });
  const [first = ""] = await openFingerprints(folder.path);
  const before = folder.read(DECISIONS_FILE);
  const { exitCode, err } = await accept(folder.path, first);
  expect(exitCode).toBe(2);
  expect(err).toMatch(/spec-review\.decisions\.yaml:\d+ The file is not valid YAML/);
  expect(folder.read(DECISIONS_FILE)).toBe(before);
});

test("accept replaces the target of a link, and leaves no temporary file", async () => {
  using folder = createFolder({ ...FILES, "shared/decisions.yaml": "# shared\ndecisions: []\n" });
  symlinkSync(join("shared", "decisions.yaml"), join(folder.path, DECISIONS_FILE));
  const [first = ""] = await openFingerprints(folder.path);
  await accept(folder.path, first);
  expect(folder.read("shared/decisions.yaml")).toMatch(/^# shared\n(?:.*\n)*.*fingerprint/);
  expect(readdirSync(join(folder.path, "shared"))).toEqual(["decisions.yaml"]);
});

test("a decision that cannot be written leaves the file unchanged", async () => {
  using folder = createFolder({ "taken/inside": "x" });
  const path = join(folder.path, "taken");
  expect(() => writeFileAtomically(path, "new")).toThrow();
  expect(folder.read("taken/inside")).toBe("x");
  expect(readdirSync(folder.path)).toEqual(["taken"]);
});

const entry = (more: Readonly<Record<string, string>>) =>
  Object.entries({ reason: "agreed", owner: "ann", expires: "2026-12-31", ...more })
    .map(([key, value], index) => `${index === 0 ? "  - " : "    "}${key}: ${value}\n`)
    .join("");

const faults = [
  {
    name: "an entry that is unused",
    text: `decisions:\n${entry({ fingerprint: "0123456789ab" })}`,
    says: "UNUSED  The decision 0123456789ab is unused: it allows no change; remove it.",
  },
  {
    name: "an entry that has expired",
    text: `decisions:\n${entry({ fingerprint: "FIRST", expires: "2026-06-14" })}`,
    says: "expired on 2026-06-14; renew it, or remove it and the change.",
  },
  {
    name: "an entry without reason",
    text: `decisions:\n${entry({ fingerprint: "FIRST", reason: "" })}`,
    says: "lacks reason; add what is missing.",
  },
  {
    name: "an entry without owner",
    text: `decisions:\n${entry({ fingerprint: "FIRST", owner: '""' })}`,
    says: "lacks owner; add what is missing.",
  },
  {
    name: "an entry without an expiry",
    text: `decisions:\n${entry({ fingerprint: "FIRST", expires: "~" })}`,
    says: "lacks expires; add what is missing.",
  },
  {
    name: "an entry with an invalid expiry",
    text: `decisions:\n${entry({ fingerprint: "FIRST", expires: "2026-02-30" })}`,
    says: 'expires on "2026-02-30", which is not a date',
  },
  {
    name: "an entry that occurs twice",
    text: `decisions:\n${entry({ fingerprint: "FIRST" })}${entry({ fingerprint: "FIRST" })}`,
    says: "occurs twice; remove one.",
  },
  {
    name: "an entry that is a text",
    text: "decisions:\n  - allow everything\n",
    says: "must be an entry with fingerprint",
  },
  { name: "a file without a list", text: "allow: everything\n", says: "must have a list under `decisions`" },
  {
    name: "a text in place of a list",
    text: "decisions: everything\n",
    says: "must have a list under `decisions`",
  },
  { name: "broken YAML", text: "decisions: [\n", says: "The file is not valid YAML" },
];

for (const { name, text, says } of faults) {
  test(`${name} fails the review with its line`, async () => {
    using folder = createFolder(FILES);
    const [first = ""] = await openFingerprints(folder.path);
    folder.write({ [DECISIONS_FILE]: text.replaceAll("FIRST", first) });
    const { exitCode, out } = await runCommand(folder.path, SIDES);
    expect(exitCode).toBe(1);
    expect(out).toContain(says);
    expect(out).toMatch(/spec-review\.decisions\.yaml:\d+/);
  });
}

test("an unused entry fails a review without changes", async () => {
  const decisions = `decisions:\n${entry({ fingerprint: "0123456789ab" })}`;
  using folder = createFolder({ "a.json": shop(), [DECISIONS_FILE]: decisions });
  const { exitCode, out } = await runCommand(folder.path, ["a.json", "a.json"]);
  expect(exitCode).toBe(1);
  expect(out).toContain("1 decision has a problem.");
});

test.for(["", "decisions:\n", "decisions: []\n", "# nothing yet\n"])(
  "the file %j has no decisions and no problems",
  (text) => {
    expect(readDecisions("d.yaml", text)).toEqual({ file: "d.yaml", decisions: [], problems: [] });
  },
);

test("a decision counts on its last day", async () => {
  using folder = createFolder(FILES);
  for (const fingerprint of await openFingerprints(folder.path))
    await accept(folder.path, fingerprint, "--expires", TODAY);
  expect((await runCommand(folder.path, SIDES)).exitCode).toBe(0);
  expect((await runCommand(folder.path, SIDES, { today: () => "2026-06-16" })).exitCode).toBe(1);
});

test.for(["000123456789", "123456789012", "12345678e012", "0x1234567890"])(
  "the fingerprint %s is read as it is written, quoted or not",
  (fingerprint) => {
    const decision = {
      fingerprint,
      rule: "r",
      change: "c",
      reason: "a: b",
      owner: "@ann",
      expires: "2026-12-31",
      replacement: undefined,
    };
    const written = writeDecision(undefined, decision);
    expect(readDecisions("d", written).decisions[0]).toMatchObject({
      fingerprint,
      reason: "a: b",
      owner: "@ann",
    });
    const bare = readDecisions("d", `decisions:\n${entry({ fingerprint })}`);
    expect(bare.decisions[0]?.fingerprint).toBe(fingerprint);
  },
);

test("another decisions file can be given", async () => {
  using folder = createFolder(FILES);
  const [first = ""] = await openFingerprints(folder.path);
  const { out } = await accept(folder.path, first, "--decisions", "agreed.yaml");
  expect(out).toContain("Written to agreed.yaml");
  const files: Files = { "spec-review.config.json": { decisions: "agreed.yaml" } };
  folder.write(files);
  expect(await openFingerprints(folder.path)).not.toContain(first);
  writeFileSync(join(folder.path, "agreed.yaml"), "decisions: []\n");
  expect(await openFingerprints(folder.path)).toContain(first);
});
