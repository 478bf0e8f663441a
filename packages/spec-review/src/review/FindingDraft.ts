import type { ChangeSide, Direction } from "../diff/SchemaChange.ts";
import type { OperationView } from "../document/OperationView.ts";
import type { Sentences } from "../rules/Rule.ts";
import type { Severity } from "../rules/Severity.ts";
import type { Witness } from "./Finding.ts";

/** A finding before the findings of all operations are put together. */
export interface FindingDraft extends Sentences {
  readonly id: string;
  readonly severity: Severity;
  readonly direction: Direction | undefined;
  readonly site: string;
  readonly subject: string | undefined;
  readonly base: ChangeSide | undefined;
  readonly head: ChangeSide | undefined;
  readonly operations: readonly OperationView[];
  readonly witness: Witness | undefined;
}
