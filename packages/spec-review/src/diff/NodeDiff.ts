import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Direction, SchemaChange, Step } from "./SchemaChange.ts";

/** Two schemas for the same place. */
export interface NodePair {
  readonly base: SchemaNode;
  readonly head: SchemaNode;
  readonly direction: Direction;
  /** The value travels as text (a parameter, a header), where a number reads as a text. */
  readonly asText: boolean;
}

/** What changed at a place, and inside it. */
export interface NodeDiff {
  readonly changes: readonly SchemaChange[];
  /** Only those in which something changed. */
  readonly children: readonly ChildDiff[];
}

/** What changed inside a value, or in an alternative for the value itself. */
export interface ChildDiff {
  readonly step: Step;
  readonly pair: NodePair;
  /** Nothing in there breaks anybody, because the place as a whole does not. */
  readonly covered: boolean;
  /** Of an alternative: the names of members that the new document still has at its place. */
  readonly named?: ReadonlySet<string>;
}
