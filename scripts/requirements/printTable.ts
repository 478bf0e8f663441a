import { styleText } from "node:util";
import type { JudgedRequirement, Verdict } from "./judge.ts";
import type { TestResult } from "./runTests.ts";

const COLORS = { passed: "green", failed: "red", "no test": "yellow", "left out": "gray" } as const;
const MARKS = { passed: "✓", failed: "✗", skipped: "-" } as const;
const LEVELS = { M: "must", S: "should" } as const;
/** So many tests are shown of a requirement unless all are asked for; failed ones always are. */
const SHOWN_TESTS = 4;
const INDENT = " ".repeat(9);

/** The table for people: each requirement with its result, and beneath it the tests that show it. */
export function tableOf(
  requirements: readonly JudgedRequirement[],
  { all }: { readonly all: boolean },
): string {
  const blocks = requirements.map((requirement) => blockOf(requirement, all));
  return [...blocks, "", summaryOf(requirements), ""].join("\n");
}

function blockOf(requirement: JudgedRequirement, all: boolean): string {
  const { id, level, verdict, text, tests, exclusion } = requirement;
  const head = `${id.padEnd(8)} ${LEVELS[level].padEnd(7)} ${paint(verdict)}  ${text}`;
  const reason = exclusion !== undefined && verdict === "left out" ? [`${INDENT}${exclusion}`] : [];
  const shown = all ? tests : tests.filter(({ result }, index) => result !== "passed" || index < SHOWN_TESTS);
  const more = tests.length - shown.length;
  const rest = more === 0 ? [] : [`${INDENT}  and ${more} more that passed`];
  return [head, ...reason, ...shown.map(lineOf), ...rest].join("\n");
}

function paint(verdict: Verdict): string {
  return styleText(COLORS[verdict], verdict.padEnd(8));
}

function lineOf({ name, file, result, fault }: TestResult): string {
  const line = `${INDENT}${MARKS[result]} ${name}  ${styleText("gray", file)}`;
  return fault === undefined ? line : `${line}\n${INDENT}  ${fault}`;
}

/** The table as Markdown, one row per requirement. */
export function markdownOf(requirements: readonly JudgedRequirement[]): string {
  const rows = requirements.map(({ id, text, level, verdict, tests, exclusion }) => {
    const [example] = tests;
    const shownBy = example === undefined ? (exclusion ?? "") : `${tests.length}: ${example.name}`;
    return `| ${[id, text, LEVELS[level], verdict, shownBy.replaceAll("|", "\\|")].join(" | ")} |`;
  });
  const head = ["| ID | requirement | level | result | tests |", "| --- | --- | --- | --- | --- |"];
  return [...head, ...rows, "", summaryOf(requirements), ""].join("\n");
}

function summaryOf(requirements: readonly JudgedRequirement[]): string {
  const counts = Map.groupBy(requirements, ({ verdict }) => verdict);
  const tests = new Set(requirements.flatMap((one) => one.tests.map(({ file, name }) => `${file} ${name}`)));
  const parts = [...counts].map(([verdict, members]) => `${members.length} ${verdict}`);
  return `${requirements.length} requirements: ${parts.join(", ")}; ${tests.size} tests`;
}
