import type { JsonValue, SourceLocation } from "../Contract.ts";

/** The facts of every difference between a response and its contract. */
export interface DifferenceFacts {
  readonly operationId: string;
  readonly status: number;
  /** JSON pointer into the response: `/status`, `/headers/<name>` or `/body/...`. */
  readonly responsePointer: string;
  /** JSON pointer into the bundled document: what the response is validated against. */
  readonly documentPointer: string;
  /** Where that stands in the source files. */
  readonly location: SourceLocation;
  /** The demand of the contract, in words of the document alone. */
  readonly expected: string;
  /** What came; `undefined` where nothing came. */
  readonly actual: JsonValue | undefined;
  /** The documented name or value that was probably meant. */
  readonly suggestion: string | undefined;
}

/** The kinds of difference that concern the response around its body. */
export type EnvelopeDifferenceKind =
  | "malformed-body"
  | "missing-body"
  | "undocumented-media-type"
  | "undocumented-status"
  | "unexpected-body";

/** The kinds of difference that concern a header. */
export type HeaderDifferenceKind = "invalid-header" | "missing-header" | "undocumented-header";

/** The kinds of difference that concern a property of an object in the body. */
export type PropertyDifferenceKind =
  | "forbidden-property"
  | "missing-property"
  | "unlisted-property"
  | "write-only-property";

/** The kinds of difference between a value in the body and a keyword of its schema. */
export type ValueDifferenceKind =
  | "duplicate-items"
  | "not-in-enum"
  | "out-of-range"
  | "pattern-mismatch"
  | "schema-mismatch"
  | "wrong-constant"
  | "wrong-format"
  | "wrong-length"
  | "wrong-type"
  | "wrong-variant";

/** One way in which a response differs from its contract. */
export type Difference =
  | (DifferenceFacts & { readonly kind: EnvelopeDifferenceKind })
  | (DifferenceFacts & { readonly kind: HeaderDifferenceKind; readonly header: string })
  | (DifferenceFacts & { readonly kind: PropertyDifferenceKind; readonly property: string })
  | (DifferenceFacts & { readonly kind: ValueDifferenceKind; readonly keyword: string });

/** The name of a kind of difference. */
export type DifferenceKind = Difference["kind"];
