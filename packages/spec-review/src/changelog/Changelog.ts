import type { Severity } from "../rules/Severity.ts";

/** What became of something between two versions. */
export type ChangelogKind = "new" | "changed" | "deprecated" | "removed";

/** One change, in a sentence. */
export interface ChangelogLine {
  readonly text: string;
  readonly severity: Severity;
  /** The rule that found it. */
  readonly rule: string;
  /** The structure that it is a change of; null for what belongs to the operation alone. */
  readonly structure: string | null;
}

/** An operation or a webhook that is not what it was. */
export interface ChangedOperation {
  readonly kind: ChangelogKind;
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly summary: string | null;
  /** The last day of a deprecated operation. */
  readonly sunset: string | null;
  readonly changes: readonly ChangelogLine[];
}

/** A structure (a schema of the document's components) that is not what it was. */
export interface ChangedStructure {
  readonly kind: ChangelogKind;
  readonly name: string;
  readonly changes: readonly ChangelogLine[];
}

/** What changed between two versions of a contract, for those who use it. */
export interface Changelog {
  readonly formatVersion: 1;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** What concerns the contract as a whole: servers, for example. */
  readonly general: readonly ChangelogLine[];
  readonly operations: readonly ChangedOperation[];
  readonly webhooks: readonly ChangedOperation[];
  readonly structures: readonly ChangedStructure[];
}
