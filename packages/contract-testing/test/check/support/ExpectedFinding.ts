import type { DifferenceKind } from "@gatehouse/contract";
import type { CheckName, Finding } from "../../../src/check/CheckReport.ts";

/** What a check has to report about a fault. */
export interface ExpectedFinding {
  readonly check: CheckName;
  readonly operationId: string;
  /** For responses that differ. */
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

/** One or more faults of a server, with the findings that they must cause. */
export interface PlantedFaults {
  readonly faults: readonly string[];
  readonly finds: readonly ExpectedFinding[];
}
