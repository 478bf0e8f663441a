import type { JsonValue } from "../Contract.ts";
import type { SchemaFault } from "./SchemaFault.ts";
import type { SchemaRef } from "./SchemaRef.ts";
import type { SchemaValidators } from "./SchemaValidators.ts";

/** A value that is held against a schema. */
export interface Explained {
  readonly schema: SchemaRef;
  readonly value: JsonValue;
  /** JSON pointer into the outermost value. */
  readonly instancePointer: string;
}

/** What the rules for each group of keywords share. */
export interface Explanation {
  readonly validators: SchemaValidators;
  /** All faults of a value. */
  explain(explained: Explained): readonly SchemaFault[];
}
