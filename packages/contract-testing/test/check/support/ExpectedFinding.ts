import type { DifferenceKind } from "@gatehouse/contract";
import type { CheckName, Finding } from "../../../src/check/CheckReport.ts";

/** What a check has to say about a lie. */
export interface ExpectedFinding {
  readonly check: CheckName;
  readonly operationId: string;
  /** For answers that differ. */
  readonly kind?: DifferenceKind;
  /** What the finding points to: the end of a pointer into the document. */
  readonly at?: string;
  readonly keyword?: string;
  /** A part of the message. */
  readonly says?: string;
  readonly status?: number;
}

/** Whether a finding is the expected one. */
export function isExpected(finding: Finding, expected: ExpectedFinding): boolean {
  return (
    finding.check === expected.check &&
    finding.operationId === expected.operationId &&
    (expected.kind === undefined || finding.difference?.kind === expected.kind) &&
    (expected.at === undefined || finding.pointer.endsWith(expected.at)) &&
    (expected.keyword === undefined || finding.keyword === expected.keyword) &&
    (expected.says === undefined || finding.message.includes(expected.says)) &&
    (expected.status === undefined || finding.answer?.status === expected.status)
  );
}

/** A lie of a server, or several at once, with what has to be found. */
export interface PlantedFault {
  readonly lies: readonly string[];
  readonly finds: readonly ExpectedFinding[];
}
