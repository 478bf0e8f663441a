import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { DECISIONS_FILE, readDecisions, writeDecision } from "../src/index.ts";
import { createFolder } from "./support/createFolder.ts";
import { runCommand } from "./support/runCommand.ts";
import { changedShop, shop } from "./support/shop.ts";

const FILES = { "old.json": shop(), "new.json": changedShop({ "/info/version": "2.0.0" }) };
const SIDES = ["old.json", "new.json"];

async function openFingerprints(cwd: string): Promise<string[]> {
  const { findings } = JSON.parse((await runCommand(cwd, [...SIDES, "--json"])).out);
  return findings.flatMap(({ blocks, fingerprint }: { blocks: boolean; fingerprint: string }) =>
    blocks ? [fingerprint] : [],
  );
}

const waiverOf = (finding: string) => ({ finding, reason: "agreed", owner: "ann", expires: "2026-12-31" });

test("waivers of findings count in the document, at its root and in operations, and in the decisions file", async () => {
  using folder = createFolder(FILES);
  const [first = "", second = "", third = "", ...others] = await openFingerprints(folder.path);
  const path = "/paths/~1pets/get/x-waivers";
  const waivers = { [path]: [waiverOf(first), { check: "valid-refused", reason: "r" }] };
  const head = changedShop({ "/info/version": "2.0.0", "/x-waivers": [waiverOf(second)], ...waivers });
  writeFileSync(join(folder.path, "new.json"), JSON.stringify(head));
  const list = [third, ...others].map((one) => `  - ${JSON.stringify(waiverOf(one))}\n`);
  writeFileSync(join(folder.path, DECISIONS_FILE), `x-waivers:\n${list.join("")}`);
  const { exitCode, out } = await runCommand(folder.path, SIDES);
  expect({ exitCode, out }).toMatchObject({ exitCode: 0 });
  expect(out).toContain("agreed (ann, until 2026-12-31)");
});

test("a waiver in the document that is incomplete, unused or expired is reported with its line", async () => {
  using folder = createFolder(FILES);
  const [first = ""] = await openFingerprints(folder.path);
  const entries = [
    { finding: first, reason: "agreed", expires: "2026-12-31" },
    { ...waiverOf(first), expires: "2026-01-31" },
    waiverOf("0123456789ab"),
  ];
  const head = changedShop({ "/info/version": "2.0.0", "/x-waivers": entries });
  writeFileSync(join(folder.path, "new.json"), JSON.stringify(head, undefined, 1));
  const { exitCode, out } = await runCommand(folder.path, [...SIDES, "--json"]);
  const { decisionProblems } = JSON.parse(out);
  expect(exitCode).toBe(1);
  expect(decisionProblems).toMatchObject([
    { kind: "invalid", fingerprint: first, file: "new.json", line: expect.any(Number) },
    { kind: "expired", fingerprint: first, file: "new.json" },
    { kind: "unused", fingerprint: "0123456789ab", file: "new.json" },
  ]);
});

test("a decision is written into the list of waivers if the file has one", () => {
  const decision = { rule: undefined, change: undefined, replacement: undefined, ...waiverOf("") };
  const { finding: _, ...said } = { ...decision, fingerprint: "0123456789ab" };
  const text = writeDecision("x-waivers:\n  - finding: 0123456789ab\n    reason: old\n", said);
  expect(parse(text)).toEqual({ "x-waivers": [waiverOf("0123456789ab")] });
  expect(readDecisions("d.yaml", text).decisions).toMatchObject([{ fingerprint: "0123456789ab" }]);
});

test("a decision that is written again replaces the first, in either list of the file", () => {
  const { finding: fingerprint, ...said } = waiverOf("0123456789ab");
  const decision = { rule: undefined, change: undefined, replacement: undefined, fingerprint, ...said };
  const text =
    "decisions: []\nx-waivers:\n  - { finding: 0123456789ab, reason: old, owner: o, expires: 2026-01-01 }\n";
  const written = writeDecision(text, decision);
  expect(parse(written)).toEqual({ decisions: [], "x-waivers": [waiverOf("0123456789ab")] });
  expect(readDecisions("d.yaml", written)).toMatchObject({ decisions: [{ reason: "agreed" }], problems: [] });
});

test.each(["decisions: []\nx-waivers: none\n", "decisions: none\nx-waivers: []\n", "others: []\n"])(
  "a decisions file without valid lists is reported: %j",
  (text) => {
    expect(readDecisions("d.yaml", text).problems).toMatchObject([{ kind: "invalid", line: 1 }]);
  },
);

test.each(["", "/paths/~1pets/get"])(
  "waivers at %j that are not a list are reported with their pointer",
  async (at) => {
    using folder = createFolder(FILES);
    const waivers = { [`${at}/x-waivers`]: waiverOf("0123456789ab") };
    const head = changedShop({ "/info/version": "2.0.0", ...waivers });
    writeFileSync(join(folder.path, "new.json"), JSON.stringify(head, undefined, 1));
    const { exitCode, out } = await runCommand(folder.path, [...SIDES, "--json"]);
    const { decisionProblems } = JSON.parse(out);
    expect(exitCode).toBe(1);
    const message = expect.stringContaining(`\`x-waivers\` at ${at}/x-waivers is not a list`);
    expect(decisionProblems).toMatchObject([{ kind: "invalid", file: "new.json", message }]);
    expect(decisionProblems[0].line).toBeGreaterThan(1);
  },
);

test("an empty key for waivers is an empty list", async () => {
  using folder = createFolder(FILES);
  const head = changedShop({ "/info/version": "2.0.0", "/x-waivers": null });
  writeFileSync(join(folder.path, "new.json"), JSON.stringify(head));
  const { out } = await runCommand(folder.path, [...SIDES, "--json"]);
  expect(JSON.parse(out).decisionProblems).toEqual([]);
});

test("an entry of the decisions file without a fingerprint is reported", () => {
  const { problems } = readDecisions("d.yaml", "decisions:\n  - { reason: agreed, owner: ann }\n");
  expect(problems).toMatchObject([{ kind: "invalid", line: 2 }]);
  expect(problems[0]?.message).toBe(
    "This entry decides nothing: it lacks fingerprint (as the report shows it), expires; add what is missing.",
  );
});
