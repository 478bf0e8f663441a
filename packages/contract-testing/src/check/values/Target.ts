import type { JsonValue } from "@gatehouse/contract";
import type * as fc from "fast-check";

/** A keyword of the document with the values that come up to it, or go beyond it. */
export interface Target {
  /** JSON pointer of the schema that holds the keyword. */
  readonly pointer: string;
  readonly keyword: string;
  /** Where the value stands inside the whole one. */
  readonly instancePointer: string;
  /** What the values are, for a reader: `longer than maxLength 10`. */
  readonly what: string;
  /** Whole values that contain this one. */
  readonly values: fc.Arbitrary<JsonValue>;
}
