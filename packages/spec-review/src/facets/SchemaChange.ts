import type { JsonValue } from "@gatehouse/contract";
import type { Comparison } from "../compare/createComparer.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";

/** Whether the value travels to the server or from it. */
export type Direction = "request" | "response";

/** One side of a change. */
export interface ChangeSide {
  readonly pointer: string;
  /** The value at the pointer, as it is shown. */
  readonly value: JsonValue | undefined;
}

/** A value that illustrates a change which the sets of values do not show. */
export interface Illustration {
  readonly value: JsonValue;
  /** What is wrong with it. */
  readonly problem: string;
}

/** A value that one side rejects. */
export type Disproof = Extract<Comparison, { readonly kind: "broken" }>;

/** The result of comparing both sides of a change. */
export type ChangeResult =
  | Comparison
  /** No value of the schema shows what changed, so it cannot be decided. */
  | { readonly kind: "undecided" }
  /** No client breaks by the specification, but one may by common practice; or the reverse, which a value may prove. */
  | { readonly kind: "risky"; readonly reason: string; readonly proof?: Disproof | undefined }
  /** A promise is gone that the sets of values do not show: a name, or the meaning of an absent value. */
  | { readonly kind: "lost"; readonly illustration: Illustration | undefined };

/** A change of a schema, before its location is known. */
export interface FoundChange {
  /** The rule that found it. */
  readonly rule: string;
  readonly direction: Direction;
  /** What changed in the schema, where several things can: a member, a value, an alternative. */
  readonly subject: string | undefined;
  readonly base: ChangeSide | undefined;
  readonly head: ChangeSide | undefined;
  readonly result: ChangeResult;
}

/** A change of one schema, in one direction. */
export interface SchemaChange extends FoundChange {
  readonly base: ChangeSide;
  readonly head: ChangeSide;
  /** The schema that changed, in the new document. */
  readonly at: string;
}

/** A step from a value to one inside it. */
export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "item"; readonly index: number | undefined }
  /** The same value: it is of this alternative of the sender. */
  | { readonly kind: "alternative"; readonly node: SchemaNode }
  /** A member that only a pattern or `additionalProperties` names. */
  | { readonly kind: "anyMember"; readonly pattern: string | undefined };
