import type { ChangeSide, Direction } from "../diff/SchemaChange.ts";
import type { OperationView } from "../document/OperationView.ts";
import type { ProofStop } from "../proof/ProofSource.ts";
import type { Sentences } from "../rules/Rule.ts";
import type { Effect, Severity } from "../rules/Severity.ts";
import type { Witness } from "./Finding.ts";

/** What a fingerprint is made of. */
export type FingerprintParts = Pick<FindingDraft, "id" | "direction" | "site" | "subject" | "base" | "head">;

/** A finding before the findings of all operations are put together. */
export interface FindingDraft extends Sentences {
  readonly id: string;
  readonly severity: Severity;
  /** What it does to generated code. @default by the rule (`CODE_EFFECTS`) */
  readonly code?: Effect | undefined;
  /** What the fingerprint was made of before: other rules, other sites, the directions of a change apart. */
  readonly former?: readonly FingerprintParts[] | undefined;
  readonly direction: Direction | undefined;
  readonly site: string;
  readonly subject: string | undefined;
  readonly base: ChangeSide | undefined;
  readonly head: ChangeSide | undefined;
  readonly operations: readonly OperationView[];
  readonly witness: Witness | undefined;
  /** Where a proof stopped, and in which document. */
  readonly stop?: (ProofStop & { readonly side: "base" | "head" }) | undefined;
}
