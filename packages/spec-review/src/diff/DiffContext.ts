import type { Comparer, Comparison } from "../compare/createComparer.ts";
import type { Facets } from "../facets/readFacets.ts";
import type { Direction, Illustration, SchemaChange, Step } from "../facets/SchemaChange.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { terms, universalCells } from "../sets/Term.ts";

/** Two schemas with their facets. */
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
  /** Whether two schemas are the same, including the annotations that matter to users. */
  isSameSchema(base: SchemaNode, head: SchemaNode): boolean;
  /** One schema that stands for all of a list. */
  allOf(nodes: readonly SchemaNode[]): SchemaNode;
  /** A schema that is in neither document. */
  synthetic(pointer: string, keywords: Keywords): SchemaNode;
  /** A schema that demands only this of the value that the receiving side gets. */
  demandOf(pair: FacetPair, demand: readonly Keywords[]): SchemaNode;
  /** A receiver without the demand that a value fits only one of several open objects. */
  loosen(node: SchemaNode): SchemaNode;
  /** Whether some of the alternatives are open objects that share values. */
  hasOpenAlternatives(members: readonly SchemaNode[]): boolean;
  /** A receiver that accepts members of these names in closed objects as well. */
  makeRoom(node: SchemaNode, names: readonly string[]): SchemaNode;
  /** The receiver of a value that travels as text. */
  readAsText(receiver: SchemaNode): SchemaNode;
  /** Decides whether all values that the sending side may send meet a demand of the receiving side. */
  decide(pair: FacetPair, demand: readonly Keywords[]): Comparison;
}

/** The old and the new schema of the same value. */
export interface NodePair {
  readonly base: SchemaNode;
  readonly head: SchemaNode;
  readonly direction: Direction;
  /** The value travels as text (a parameter, a header), where a number reads as a text. */
  readonly asText: boolean;
}

/** What changed in a schema, and in the schemas inside it. */
export interface NodeDiff {
  readonly changes: readonly SchemaChange[];
  /** Only those in which something changed. */
  readonly children: readonly ChildDiff[];
}

/** What changed inside a value, or in an alternative for the value itself. */
export interface ChildDiff {
  readonly step: Step;
  readonly pair: NodePair;
  /** The value as a whole breaks no client, so no change inside it does. */
  readonly covered: boolean;
  /** Of an alternative: the names of members that the new document still has in its place. */
  readonly named?: ReadonlySet<string>;
}

/** A value of an old schema that has the member. */
export function illustrateMember(
  context: DiffContext,
  { direction, old }: { readonly direction: Direction; readonly old: SchemaNode },
  name: string,
): Illustration | undefined {
  const { space, validator } = context.comparer;
  const present = terms.cell({ ...universalCells.object, required: new Set([name]) });
  space.refill();
  for (const value of space.samples(terms.all([terms.schema(old), present]))) {
    if (!validator.validate(old, value)?.valid) return undefined;
    const problem =
      direction === "request"
        ? `the new document does not know "${name}" any more`
        : `the new document does not promise "${name}" any more`;
    return { value, problem };
  }
  return undefined;
}
