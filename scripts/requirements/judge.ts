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
    const sorted = tests.toSorted((one, other) => distanceOf(one) - distanceOf(other));
    return { ...requirement, tests: sorted, verdict: verdictOf(requirement, tests) };
  });
}

/** Tests of the running server come first: they show a requirement from outside. */
function distanceOf({ file }: TestResult): number {
  if (file.startsWith("apps/server/test/")) return 0;
  return file.startsWith("apps/") ? 1 : 2;
}

function verdictOf({ exclusion }: Requirement, tests: readonly TestResult[]): Verdict {
  if (tests.some(({ result }) => result === "failed")) return "failed";
  if (tests.some(({ result }) => result === "passed")) return "passed";
  return exclusion === undefined ? "no test" : "left out";
}

/** Whether the result is bad news for an auditor: a test fails, or a must has nothing that shows it. */
export function isUnmet({ verdict, level }: JudgedRequirement): boolean {
  return verdict === "failed" || (verdict === "no test" && level === "M");
}
