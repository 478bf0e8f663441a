import type { Finding } from "../../check/Finding.ts";

/** Findings of one check at one place: the first is shown in full, the others by their messages. */
export interface FindingGroup {
  readonly first: Finding;
  readonly others: readonly Finding[];
}

/** Puts together what has the same check, operation and place in the document. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ check, operationId, pointer, keyword, difference }) =>
    // Differences are told one by one: each has an expected and an actual value of its own.
    [check, operationId, pointer, keyword, difference?.responsePointer, difference?.kind].join(" "),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, others }],
  );
}
