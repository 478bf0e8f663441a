import type { JsonValue } from "@gatehouse/contract";
import type { Comparison } from "../compare/createComparer.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";

/** Whether the value travels to the server or from it. */
export type Direction = "request" | "response";

/** One side of a change. */
export interface ChangeSide {
  readonly pointer: string;
  /** What stands there, for the reader. */
  readonly value: JsonValue | undefined;
}

/** A value that the change is about, where no set of values tells it. */
export interface Illustration {
  readonly value: JsonValue;
  /** What is wrong with it. */
  readonly problem: string;
}

/** A value that one side rejects. */
export type Disproof = Extract<Comparison, { readonly kind: "broken" }>;

/** How a change of a schema is weighed. */
export type ChangeResult =
  | Comparison
  /** It concerns what no value of the schema shows, and cannot be decided. */
  | { readonly kind: "undecided" }
  /** By the letter no client breaks and by what is common one may, or the reverse; then a value can prove it. */
  | { readonly kind: "risky"; readonly reason: string; readonly proof?: Disproof | undefined }
  /** A promise is gone that no set of values tells: a name, the meaning of an absent value. */
  | { readonly kind: "lost"; readonly illustration: Illustration | undefined };

/** A change of a schema as the part of the comparison that finds it tells it. */
export interface FoundChange {
  /** The rule that found it. */
  readonly rule: string;
  readonly direction: Direction;
  /** What the change is about within its place, where a place can have several: a member, a value, an alternative. */
  readonly subject: string | undefined;
  readonly base: ChangeSide | undefined;
  readonly head: ChangeSide | undefined;
  readonly result: ChangeResult;
}

/** A change of a schema, at one place, in one direction. */
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
  /** Not into the value: an alternative of the sender, which the value there is of. */
  | { readonly kind: "alternative"; readonly node: SchemaNode }
  /** A member that only a pattern or `additionalProperties` names. */
  | { readonly kind: "anyMember"; readonly pattern: string | undefined };
