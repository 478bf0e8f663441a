import { ID, type Requirement } from "./Requirement.ts";
import type { TestResult } from "./runTests.ts";

/** A requirement with the tests that carry its ID. */
export interface JudgedRequirement extends Requirement {
  readonly verdict: Verdict;
  readonly tests: readonly TestResult[];
}

/** `left out` stands for those that the page leaves out with a reason. */
export type Verdict = "passed" | "failed" | "no test" | "left out";

/** Gives each requirement its tests and a verdict. A test that was skipped shows nothing. */
export function judge(
  requirements: readonly Requirement[],
  results: readonly TestResult[],
): readonly JudgedRequirement[] {
  return requirements.map((requirement) => {
    const ids = [requirement.id, ...requirement.shownBy];
    const tests = results.filter(({ name }) => [...name.matchAll(ID)].some(([found]) => ids.includes(found)));
    return { ...requirement, tests, verdict: verdictOf(requirement, tests) };
  });
}

function verdictOf({ exclusion }: Requirement, tests: readonly TestResult[]): Verdict {
  if (tests.some(({ result }) => result === "failed")) return "failed";
  if (tests.some(({ result }) => result === "passed")) return "passed";
  return exclusion === undefined ? "no test" : "left out";
}

/** Whether an auditor has to be told: a test fails, or a must has nothing that shows it. */
export function isUnmet({ verdict, level }: JudgedRequirement): boolean {
  return verdict === "failed" || (verdict === "no test" && level === "M");
}
