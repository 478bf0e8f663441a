import type { Facets } from "../facets/readFacets.ts";
import type { FoundChange } from "../facets/SchemaChange.ts";
import { itemsChanged, prefixItemsChanged } from "../rules/schema/restRules.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { ChildDiff, DiffContext, FacetPair } from "./DiffContext.ts";

/** The changes of what a list says about its items, and the items to look into. */
export function compareItems(
  context: DiffContext,
  pair: FacetPair,
): { readonly changes: FoundChange[]; readonly children: ChildDiff[] } {
  const { before, after } = pair;
  const [old, now] = [prefixLength(before), prefixLength(after)];
  const shared = Math.min(old, now);
  const children: ChildDiff[] = Array.from({ length: shared }, (_, index) =>
    prefixChild(context, pair, index),
  );
  if (old !== now) return { changes: [wholeChange(context, pair, prefixItemsChanged)], children };
  const [oldRest, nowRest] = [restNodes(before), restNodes(after)];
  if (oldRest.length > 0 && nowRest.length > 0) {
    const there = { ...pair, base: context.allOf(oldRest), head: context.allOf(nowRest) };
    return {
      changes: [],
      children: [
        ...children,
        { step: { kind: "item", index: shared > 0 ? shared : undefined }, pair: there, covered: false },
      ],
    };
  }
  if (oldRest.length === nowRest.length) return { changes: [], children };
  return { changes: [wholeChange(context, pair, itemsChanged)], children };
}

function wholeChange(context: DiffContext, pair: FacetPair, rule: typeof itemsChanged): FoundChange {
  return {
    rule: rule.id,
    direction: pair.direction,
    subject: undefined,
    base: rule.read(pair.before),
    head: rule.read(pair.after),
    result: context.decide(pair, rule.demand(pair.receiver, pair.sender)),
  };
}

function prefixLength({ nodes }: Facets): number {
  return Math.max(0, ...nodes.map(({ keywords }) => keywords.prefixItems?.length ?? 0));
}

function prefixChild(context: DiffContext, pair: FacetPair, index: number): ChildDiff {
  const at = ({ nodes }: Facets): SchemaNode =>
    context.allOf(nodes.flatMap(({ keywords }) => keywords.prefixItems?.[index] ?? keywords.items ?? []));
  const there = { ...pair, base: at(pair.before), head: at(pair.after) };
  return { step: { kind: "item", index }, pair: there, covered: false };
}

function restNodes({ nodes }: Facets): SchemaNode[] {
  return nodes.flatMap(({ keywords }) => keywords.items ?? []);
}
