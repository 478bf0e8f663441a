import type { Comparer } from "../compare/createComparer.ts";
import type { Verdict } from "../compare/Verdict.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { Facets } from "./Facets.ts";
import type { NodePair } from "./NodeDiff.ts";

/** Two places with all that is said about them. */
export interface FacetPair extends NodePair {
  readonly before: Facets;
  readonly after: Facets;
  readonly sender: Facets;
  readonly receiver: Facets;
}

/** What the parts of the comparison share. */
export interface DiffContext {
  readonly comparer: Comparer;
  facets(node: SchemaNode): Facets;
  /** Tells whether two schemas say the same, annotations that matter included. */
  saysTheSame(base: SchemaNode, head: SchemaNode): boolean;
  /** One schema for all of a list. */
  allOf(nodes: readonly SchemaNode[]): SchemaNode;
  /** A schema that stands in no document. */
  synthetic(pointer: string, keywords: Keywords): SchemaNode;
  /** A schema that demands just this of the receiving side's value. */
  demandOf(pair: FacetPair, demand: readonly Keywords[]): SchemaNode;
  /** A receiver without the demand that a value fits one of several open objects only. */
  loosen(node: SchemaNode): SchemaNode;
  /** A receiver that takes members of these names in closed objects as well. */
  makeRoom(node: SchemaNode, names: readonly string[]): SchemaNode;
  /** The receiver of a value that travels as text. */
  readAsText(receiver: SchemaNode): SchemaNode;
  /** Judges a demand of the receiving side against all that the sending side may send. */
  judge(pair: FacetPair, demand: readonly Keywords[]): Verdict;
}
