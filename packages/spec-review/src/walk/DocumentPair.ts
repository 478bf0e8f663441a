import type { DocumentNode } from "../document/DocumentNode.ts";
import type { MediaTypeView, OperationView, ParameterView, ResponseView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";

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

/** Two things that belong together. */
export interface Kept<T> {
  readonly base: T;
  readonly head: T;
}

/** What is there on both sides, and what only on one. */
export interface Matched<T> {
  readonly kept: readonly Kept<T>[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** What is there on both sides where broader keys (`4XX`, `application/*`) speak for narrower ones. */
export interface CoveredMatch<T> extends Matched<T> {
  /** Broad keys of the old side of which the new one spells out a part. */
  readonly narrowed: readonly T[];
  /** Broad keys of the new side of which the old one spelled out a part. */
  readonly widened: readonly T[];
}

/** The same operation in both documents. */
export interface OperationPair {
  readonly documents: Kept<ReviewedDocument>;
  /** By its name in the new document the name of the same security scheme in the old one. */
  readonly oldSchemeNames: ReadonlyMap<string, string>;
  readonly base: OperationView;
  readonly head: OperationView;
  /** `operation`: callers send requests. `webhook` and `callback`: the server does, so the directions turn round. */
  readonly kind: "operation" | "webhook" | "callback";
  readonly parameters: Matched<ParameterView>;
  readonly bodyTypes: CoveredMatch<MediaTypeView>;
  readonly responses: CoveredMatch<ResponseView>;
  /** Tells whether a date (`2027-01-31`) has passed on the day of the review. */
  readonly hasPassed: (date: string) => boolean;
}

/** The same response in both documents, with what it holds. */
export interface ResponsePair extends Kept<ResponseView> {
  readonly types: CoveredMatch<MediaTypeView>;
  readonly links: Matched<readonly [name: string, link: DocumentNode]>;
}
