import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { DiffContext } from "./DiffContext.ts";
import { componentName, listedValue, tagOf, typeOf } from "./memberLabel.ts";

/** Which alternatives of two unions belong together, whatever their order. */
export interface MatchedMembers {
  readonly pairs: readonly (readonly [base: SchemaNode, head: SchemaNode])[];
  readonly removed: readonly SchemaNode[];
  readonly added: readonly SchemaNode[];
}

type Likeness = (context: DiffContext, base: SchemaNode, head: SchemaNode) => boolean;

/** From certain to plausible. */
const LIKENESSES: readonly Likeness[] = [
  (context, base, head) => context.saysTheSame(base, head),
  (_, base, head) => sameText(componentName(base), componentName(head)),
  (_, base, head) => sameText(tagOf(base), tagOf(head)),
  (_, base, head) => sameText(listedValue(base), listedValue(head)),
  (context, base, head) => sharesMembers(context, base, head),
  (_, base, head) => sameText(typeOf(base), typeOf(head)) && typeOf(base) !== "object",
];

/** Matches the alternatives of two unions. */
export function matchMembers(
  context: DiffContext,
  base: readonly SchemaNode[],
  head: readonly SchemaNode[],
): MatchedMembers {
  const pairs: (readonly [SchemaNode, SchemaNode])[] = [];
  let removed = [...base];
  let added = [...head];
  for (const isLike of LIKENESSES) {
    for (const member of removed) {
      const partner = added.find((candidate) => isLike(context, member, candidate));
      if (!partner) continue;
      pairs.push([member, partner]);
      added = added.filter((candidate) => candidate !== partner);
    }
    removed = removed.filter((member) => !pairs.some(([matched]) => matched === member));
  }
  return { pairs, removed, added };
}

function sameText(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && left === right;
}

/** At least half of the named members are common to both. */
function sharesMembers(context: DiffContext, base: SchemaNode, head: SchemaNode): boolean {
  const [old, now] = [context.facets(base).properties, context.facets(head).properties];
  const shared = [...old.keys()].filter((name) => now.has(name)).length;
  const tagsDiffer = tagOf(base) !== undefined && tagOf(head) !== undefined && tagOf(base) !== tagOf(head);
  return !tagsDiffer && shared > 0 && shared * 2 >= Math.max(old.size, now.size);
}
