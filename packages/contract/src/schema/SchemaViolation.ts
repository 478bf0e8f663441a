import type { JsonValue } from "../Contract.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import type { SchemaValidators } from "./SchemaValidators.ts";

/** The ways in which a value can break its schema. */
export type SchemaViolationKind =
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

/** One violation of a schema by a value, with its location in the value and that of the keyword in the document. */
export interface SchemaViolation {
  readonly kind: SchemaViolationKind;
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

/** A value with one schema that describes it. */
export interface Explained {
  readonly node: SchemaNode;
  readonly value: JsonValue;
  /** JSON pointer into the outermost value. */
  readonly instancePointer: string;
}

/** What the rules for each group of keywords share. */
export interface Explanation {
  readonly validators: SchemaValidators;
  /** All violations of a schema by a value; none where the value conforms to it. */
  explain(explained: Explained): readonly SchemaViolation[];
}
