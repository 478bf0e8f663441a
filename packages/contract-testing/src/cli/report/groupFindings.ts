import type { Finding } from "../../check/CheckReport.ts";

/** Equal notes on several operations, as one note on all of them. */
export function groupNotes(notes: readonly string[]): readonly string[] {
  const groups = Map.groupBy(notes, (note) => /^[^\s:]+: (.*)$/s.exec(note)?.[1] ?? note);
  return [...groups].map(([text, members]) => {
    if (members.length === 1) return members[0] ?? text;
    return `${members.map((note) => note.slice(0, note.indexOf(":"))).join(", ")}: ${text}`;
  });
}

/** Findings of one check at one location: the first is shown in full, the others by their messages. */
export interface FindingGroup {
  readonly first: Finding;
  readonly others: readonly Finding[];
}

/** Groups findings by check, operation and location in the document. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ check, operationId, pointer, keyword, difference }) =>
    // Differences are listed one by one: each has an expected and an actual value of its own.
    [check, operationId, pointer, keyword, difference?.responsePointer, difference?.kind].join(" "),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, others }],
  );
}
