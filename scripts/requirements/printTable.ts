import { styleText } from "node:util";
import type { Outcome, RequirementResult } from "./addResults.ts";
import type { TestResult } from "./runTests.ts";

const COLORS = { passed: "green", failed: "red", "no test": "yellow", "left out": "gray" } as const;
const MARKS = { passed: "✓", failed: "✗", skipped: "-" } as const;
const LEVELS = { M: "must", S: "should" } as const;
/** So many tests of a requirement are shown without `--all`; failed ones always are. */
const SHOWN_TESTS = 4;
const INDENT = " ".repeat(9);

/** The table for people: each requirement with its result, and beneath it the tests that show it. */
export function tableOf(
  requirements: readonly RequirementResult[],
  { all }: { readonly all: boolean },
): string {
  const blocks = requirements.map((requirement) => blockOf(requirement, all));
  return [...blocks, "", summaryOf(requirements), ""].join("\n");
}

function blockOf(requirement: RequirementResult, all: boolean): string {
  const { id, level, result, text, tests, exclusion } = requirement;
  const head = `${id.padEnd(8)} ${LEVELS[level].padEnd(7)} ${paint(result)}  ${text}`;
  const reason = exclusion !== undefined && result === "left out" ? [`${INDENT}${exclusion}`] : [];
  const shown = all ? tests : tests.filter(({ result }, index) => result !== "passed" || index < SHOWN_TESTS);
  const more = tests.length - shown.length;
  const rest = more === 0 ? [] : [`${INDENT}  and ${more} more that passed`];
  return [head, ...reason, ...shown.map(lineOf), ...rest].join("\n");
}

function paint(result: Outcome): string {
  return styleText(COLORS[result], result.padEnd(8));
}

function lineOf({ name, file, result, fault }: TestResult): string {
  const line = `${INDENT}${MARKS[result]} ${name}  ${styleText("gray", file)}`;
  return fault === undefined ? line : `${line}\n${INDENT}  ${fault}`;
}

/** The table as Markdown, one row per requirement. */
export function markdownOf(requirements: readonly RequirementResult[]): string {
  const rows = requirements.map(({ id, text, level, result, tests, exclusion }) => {
    const [example] = tests;
    const shownBy = example === undefined ? (exclusion ?? "") : `${tests.length}: ${example.name}`;
    return `| ${[id, text, LEVELS[level], result, shownBy.replaceAll("|", "\\|")].join(" | ")} |`;
  });
  const head = ["| ID | requirement | level | result | tests |", "| --- | --- | --- | --- | --- |"];
  return [...head, ...rows, "", summaryOf(requirements), ""].join("\n");
}

function summaryOf(requirements: readonly RequirementResult[]): string {
  const counts = Map.groupBy(requirements, ({ result }) => result);
  const tests = new Set(requirements.flatMap((one) => one.tests.map(({ file, name }) => `${file} ${name}`)));
  const parts = [...counts].map(([result, members]) => `${members.length} ${result}`);
  return `${requirements.length} requirements: ${parts.join(", ")}; ${tests.size} tests`;
}
