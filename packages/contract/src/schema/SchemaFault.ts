import type { JsonValue } from "../Contract.ts";

/** What a value can have against its schema. */
export type SchemaFaultKind =
  | "duplicate-items"
  | "forbidden-property"
  | "missing-property"
  | "not-in-enum"
  | "out-of-range"
  | "pattern-mismatch"
  | "read-only-property"
  | "schema-mismatch"
  | "unlisted-property"
  | "write-only-property"
  | "wrong-constant"
  | "wrong-format"
  | "wrong-length"
  | "wrong-type"
  | "wrong-variant";

/** One fault of a value, by its place in the value and the keyword's place in the document. */
export interface SchemaFault {
  readonly kind: SchemaFaultKind;
  /** JSON pointer into the value; for a property that is missing or too many, that of the property. */
  readonly instancePointer: string;
  readonly documentPointer: string;
  readonly keyword: string;
  readonly expected: string;
  readonly actual: JsonValue | undefined;
  /** The property that is missing or too many. */
  readonly property?: string;
  readonly suggestion?: string | undefined;
}
