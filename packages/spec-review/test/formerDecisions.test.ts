import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reviewDocuments } from "../src/index.ts";
import { CODE_EFFECTS } from "../src/policy/codeEffects.ts";
import { allRules } from "../src/rules/allRules.ts";
import { openPair } from "./corpus.ts";
import { TODAY } from "./support/runCommand.ts";

type Accepted = readonly [fingerprint: string, rule: string, site: string];

/** What the engine before this one (dcb0403) called breaking in the corpus, and teams may have decided on. */
const FORMER: Readonly<Record<string, readonly Accepted[]>> = JSON.parse(
  readFileSync(new URL("fixtures/decisionsOfPreviousEngine.json", import.meta.url), "utf8"),
);

/** Decisions whose change is no finding any more, each with the reason. */
const WITHDRAWN: Readonly<Record<string, string>> = {};

test.each(Object.keys(FORMER))("decisions made with the previous version count for %s", async (name) => {
  const accepted = FORMER[name] ?? [];
  const decisions = accepted.map(([fingerprint, rule], index) => ({
    ...{ fingerprint, rule, change: undefined, line: index + 1 },
    ...{ reason: "agreed", owner: "ann", expires: "2027-01-01", replacement: undefined },
  }));
  const { findings, decisionProblems } = reviewDocuments({
    documents: await openPair(name),
    today: TODAY,
    decisions: { file: "d.yaml", problems: [], decisions },
  });
  const lost = decisionProblems.filter(({ fingerprint }) => WITHDRAWN[fingerprint] === undefined);
  expect(lost.map(({ fingerprint }) => accepted.find(([one]) => one === fingerprint))).toEqual([]);
  expect(findings.filter(({ blocks }) => blocks).map(({ id, title }) => `${id}: ${title}`)).toEqual([]);
});

test("each rule has an effect on generated code, and each effect a rule", () => {
  expect(Object.keys(CODE_EFFECTS).sort()).toEqual([...allRules.keys()].sort());
});
