import type { JsonValue } from "@gatehouse/contract";
import type { ProofStop } from "../proof/ProofSource.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Violation } from "../values/createJudge.ts";

/** A value that shows that one schema is not included in another. */
export interface Witness {
  readonly value: JsonValue;
  /** Why the receiving side rejects it, in Ajv's words; empty while Ajv has not been asked. */
  readonly problem: string;
  readonly violations: readonly Violation[];
}

/** The two schemas that a verdict is about. */
export interface Ends {
  readonly sender: SchemaNode;
  readonly receiver: SchemaNode;
}

/** Whether all values of one schema are values of another. */
export type Verdict =
  | { readonly kind: "included" }
  | { readonly kind: "broken"; readonly witness: Witness; readonly ends: Ends }
  | {
      readonly kind: "unknown";
      /** Where the proof stopped; undefined where it did not begin. */
      readonly stop: ProofStop | undefined;
    };
