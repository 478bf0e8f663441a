import type { DecisionProblem } from "../decisions/readDecisions.ts";
import type { AffectedOperation, Finding, ImpactReport } from "../findings/Finding.ts";
import type { VersionLine } from "../policy/checkVersion.ts";
import type { Axis, Severity } from "../rules/Rule.ts";

/** The forms of a report; every finding is in each of them. */
export const REPORT_FORMATS = ["terminal", "markdown", "html", "json", "sarif", "junit", "github"] as const;

/** One of the forms of a report. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** One side of a review. */
export interface ReviewedSide {
  /** A path, or a revision and a path. */
  readonly name: string;
  readonly title: string;
  /** `info.version` */
  readonly version: string;
}

/** An operation, and how it changed. */
export interface OperationOutcome extends AffectedOperation {
  readonly change: "added" | "removed" | "moved" | "changed" | "unchanged";
  readonly kind: "operation" | "webhook";
  /** The first of its tags. */
  readonly tag: string | undefined;
  /** The gravest finding that concerns it. */
  readonly severity: Severity | undefined;
}

/** One of the documents of a review. */
export interface DocumentOutcome {
  /** Its path, as the findings name it. */
  readonly name: string;
  /** `new`: there is nothing to compare it with. `removed`: it is compared with a document without operations. */
  readonly change: "compared" | "new" | "removed";
  readonly operations: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly version: VersionLine;
  /** Notes for the reader: a document is new or moved, a part was not compared. */
  readonly notes: readonly string[];
}

/** Everything a report shows. */
export interface Review {
  readonly base: ReviewedSide;
  readonly head: ReviewedSide;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** What the severities depend on: only breaks on the wire, or breaks of generated code as well. */
  readonly protect: Axis;
  /** What the change demands of `info.version`. */
  readonly version: VersionLine;
  readonly operations: readonly OperationOutcome[];
  /** The documents that were reviewed, at least one. */
  readonly documents: readonly DocumentOutcome[];
  /** The problems of the decisions. */
  readonly decisionProblems: readonly DecisionProblem[];
  /** Set by `--impact`. */
  readonly impact: ImpactReport | undefined;
  /** The command that decides on a finding, with the placeholder `<fingerprint>`. */
  readonly acceptCommand: string;
  /** `fail` if a finding blocks the review, or a decision has a problem. */
  readonly result: "pass" | "fail";
}
