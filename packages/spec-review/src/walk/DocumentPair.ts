import type { DocumentNode } from "../document/DocumentNode.ts";
import type {
  HeaderView,
  MediaTypeView,
  OperationView,
  ParameterView,
  ResponseView,
} from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";

/** The same document in two versions. */
export interface DocumentPair {
  readonly documents: Kept<ReviewedDocument>;
  readonly operations: Matched<OperationView>;
  /** Operations with the same operationId and another method or path. */
  readonly moved: readonly Kept<OperationView>[];
  /** Kept operations for which a part of the address moved between the server and the path. */
  readonly respelled: readonly Kept<OperationView>[];
  readonly webhooks: Matched<OperationView>;
  /** Whether a date (`2027-01-31`) has passed on the day of the review. */
  readonly hasPassed: (date: string) => boolean;
}

/** The same thing on both sides. */
export interface Kept<T> {
  readonly base: T;
  readonly head: T;
}

/** What both sides have, and what only one has. */
export interface Matched<T> {
  readonly kept: readonly Kept<T>[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** What both sides have, where broader keys (`4XX`, `application/*`) cover narrower ones. */
export interface CoveredMatch<T> extends Matched<T> {
  /** Broad keys of the old side that the new one replaces by some of their narrow keys. */
  readonly narrowed: readonly T[];
  /** Broad keys of the new side that replace some of their narrow keys. */
  readonly widened: readonly T[];
}

/** The same operation in both documents. */
export interface OperationPair {
  readonly documents: Kept<ReviewedDocument>;
  /** The name of a security scheme in the old document, by its name in the new one. */
  readonly oldSchemeNames: ReadonlyMap<string, string>;
  readonly base: OperationView;
  readonly head: OperationView;
  /** `operation`: callers send requests. `webhook` and `callback`: the server does, so the directions are reversed. */
  readonly kind: "operation" | "webhook" | "callback";
  readonly parameters: Matched<ParameterView>;
  readonly bodyTypes: CoveredMatch<MediaTypeView>;
  readonly responses: CoveredMatch<ResponseView>;
  /** Whether a date (`2027-01-31`) has passed on the day of the review. */
  readonly hasPassed: (date: string) => boolean;
}

/** The same response in both documents, with its content. */
export interface ResponsePair extends Kept<ResponseView> {
  readonly types: CoveredMatch<MediaTypeView>;
  readonly headers: Matched<HeaderView>;
  readonly links: Matched<readonly [name: string, link: DocumentNode]>;
}
