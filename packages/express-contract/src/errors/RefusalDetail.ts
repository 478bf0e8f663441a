import type { ParameterLocation, SourceLocation } from "@gatehouse/contract";

/** One thing that is wrong with a request. */
export interface RefusalDetail {
  /** The part of the request. */
  readonly in: ParameterLocation | "body";
  /** JSON pointer (RFC 6901) inside that part; for a parameter it starts with its name. */
  readonly pointer: string;
  /** The keyword of the document that is not met (`required`, `maxLength`), or a word of this package. */
  readonly keyword: string;
  readonly message: string;
  /** The refused value, for `enum` of a body only: what is held against a closed list is no secret. */
  readonly actual?: unknown;
  /** JSON pointer of that keyword in the document. */
  readonly documentPointer: string;
  /** Where that stands in the source files. */
  readonly place: SourceLocation;
}
