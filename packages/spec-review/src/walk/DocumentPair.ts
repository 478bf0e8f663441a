import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import type { Kept, Matched } from "./OperationPair.ts";

/** The same document in two versions. */
export interface DocumentPair {
  readonly documents: Kept<ReviewedDocument>;
  readonly operations: Matched<OperationView>;
  /** Operations of the same operationId that answer under another method or path. */
  readonly moved: readonly Kept<OperationView>[];
  /** Those of the kept ones whose path says otherwise what the address of a server said, or the other way round. */
  readonly respelled: readonly Kept<OperationView>[];
  readonly webhooks: Matched<OperationView>;
  /** Tells whether a date (`2027-01-31`) has passed on the day of the review. */
  readonly hasPassed: (date: string) => boolean;
}
