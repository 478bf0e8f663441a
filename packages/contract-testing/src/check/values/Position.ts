import type { Conjunction, Piece } from "./Conjunction.ts";

/** A child of a value, as far as schemas distinguish children. */
export type Child =
  | { readonly kind: "property"; readonly name: string }
  /** A property without a name of its own. */
  | { readonly kind: "additional" }
  /** A property whose name matches. */
  | { readonly kind: "pattern"; readonly pattern: string }
  /** Any item. */
  | { readonly kind: "item" }
  /** The item at an index that has a schema of its own. */
  | { readonly kind: "prefix item"; readonly index: number };

/** One step into a value: through a way of its schemas to one of its children. */
export interface Hop {
  readonly pieces: readonly Piece[];
  /** The index among the ways in which the schemas can hold. */
  readonly way: number;
  readonly child: Child;
}

/** A position in a value where its schemas can be examined on their own. */
export interface Position {
  readonly hops: readonly Hop[];
  readonly pieces: readonly Piece[];
  /** The index of `conjunction` among the ways of the schemas. */
  readonly way: number;
  readonly conjunction: Conjunction;
  /** Where the value stands inside the whole one, as a JSON pointer with `*` for any item or property. */
  readonly instancePointer: string;
}
