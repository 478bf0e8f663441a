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

/** The most violations of one message that are listed: a client decides how many there are. */
export const MOST_VIOLATIONS = 100;

/** What is expected of a message with more violations than are listed. */
export const MORE_VIOLATIONS = `as described (and more; the first ${MOST_VIOLATIONS} are listed)`;

/**
 * Takes violations until there is one more than are listed, so that the rest of a value is not walked. One schema can
 * be reached in several ways; what it finds is taken once.
 */
export function takeViolations(found: Iterable<readonly SchemaViolation[]>): readonly SchemaViolation[] {
  const byLocation = new Map<string, SchemaViolation>();
  for (const violations of found) {
    for (const one of violations) {
      byLocation.set(`${one.kind} ${one.instancePointer} ${one.documentPointer}`, one);
      if (byLocation.size > MOST_VIOLATIONS) return [...byLocation.values()];
    }
  }
  return [...byLocation.values()];
}
