import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { covers } from "./covers.ts";
import { matchByKey } from "./matchByKey.ts";
import { matchCovered } from "./matchCovered.ts";
import type { Kept, OperationPair } from "./OperationPair.ts";

/** What all pairs of a review have in common. */
export interface PairContext {
  readonly documents: Kept<ReviewedDocument>;
  readonly hasPassed: (date: string) => boolean;
}

/** What all pairs of operations of a review have in common. */
export interface OperationPairContext extends PairContext {
  readonly oldSchemeNames: ReadonlyMap<string, string>;
}

/** Puts the two versions of an operation side by side. */
export function pairOperation(
  { documents, hasPassed, oldSchemeNames }: OperationPairContext,
  { base, head }: Kept<OperationView>,
  kind: OperationPair["kind"],
): OperationPair {
  return {
    documents,
    hasPassed,
    oldSchemeNames,
    base,
    head,
    kind,
    parameters: matchByKey(base.parameters, head.parameters),
    bodyTypes: matchCovered(
      base.body?.content ?? new Map(),
      head.body?.content ?? new Map(),
      covers.mediaType,
    ),
    responses: matchCovered(base.responses, head.responses, covers.status),
  };
}
