import { ID, type Requirement } from "./Requirement.ts";
import type { TestResult } from "./runTests.ts";

/** A requirement with the tests that carry its ID. */
export interface RequirementResult extends Requirement {
  readonly result: Outcome;
  readonly tests: readonly TestResult[];
}

/** `left out`: the page excludes the requirement with a reason. */
export type Outcome = "passed" | "failed" | "no test" | "left out";

/** Adds to each requirement its tests and their result. A skipped test shows nothing. */
export function addResults(
  requirements: readonly Requirement[],
  results: readonly TestResult[],
): readonly RequirementResult[] {
  return requirements.map((requirement) => {
    const ids = [requirement.id, ...requirement.shownBy];
    const tests = results.filter(({ name }) => [...name.matchAll(ID)].some(([found]) => ids.includes(found)));
    const sorted = tests.toSorted((one, other) => distanceOf(one) - distanceOf(other));
    return { ...requirement, tests: sorted, result: resultOf(requirement, tests) };
  });
}

/** Tests of the running server come first: they show a requirement from outside. */
function distanceOf({ file }: TestResult): number {
  if (file.startsWith("apps/server/test/")) return 0;
  return file.startsWith("apps/") ? 1 : 2;
}

function resultOf({ exclusion }: Requirement, tests: readonly TestResult[]): Outcome {
  if (tests.some(({ result }) => result === "failed")) return "failed";
  if (tests.some(({ result }) => result === "passed")) return "passed";
  return exclusion === undefined ? "no test" : "left out";
}

/** Whether the result is bad news for an auditor: a test fails, or a must has nothing that shows it. */
export function isUnmet({ result, level }: RequirementResult): boolean {
  return result === "failed" || (result === "no test" && level === "M");
}
