import type { JsonValue } from "@gatehouse/contract";
import type { SchemaNode } from "../schema/SchemaNode.ts";

/** The names and indices that a schema has looked at; `unevaluated…` speaks about the others. */
export interface Seen {
  readonly names: Set<string>;
  readonly indices: Set<number>;
}

/** Evaluates a value against a schema: what it has looked at, or undefined where the value is not valid. */
export type Evaluate = (node: SchemaNode, value: JsonValue) => Seen | undefined;

/** The parts of an evaluation that keyword groups need. */
export interface Evaluation {
  readonly evaluate: Evaluate;
  readonly matches: (pattern: string, text: string) => boolean;
  readonly fitsFormat: (format: string, value: string | number) => boolean;
}
