import type { Facets } from "../facets/readFacets.ts";
import { restOfMembers } from "../facets/restOfMembers.ts";
import type { FoundChange } from "../facets/SchemaChange.ts";
import { additionalPropertiesChanged, patternPropertiesChanged } from "../rules/schema/restRules.ts";
import { allowsAll, type Keywords, type SchemaNode } from "../schema/SchemaNode.ts";
import type { ChildDiff, DiffContext, FacetPair } from "./DiffContext.ts";

/** The changes of members that the document names by a pattern, or not at all. */
export function compareOtherMembers(
  context: DiffContext,
  pair: FacetPair,
): { readonly changes: FoundChange[]; readonly children: ChildDiff[] } {
  const patterns = comparePatterns(context, pair);
  const rest = compareRest(context, pair);
  return {
    changes: [...patterns.changes, ...rest.changes],
    children: [...patterns.children, ...rest.children],
  };
}

function comparePatterns(context: DiffContext, pair: FacetPair) {
  const { before, after, receiver } = pair;
  const [old, now] = [before.patternProperties, after.patternProperties];
  const children: ChildDiff[] = [...old].flatMap(([pattern, nodes]) => {
    const others = now.get(pattern);
    if (!others) return [];
    const there = { ...pair, base: context.allOf(nodes), head: context.allOf(others) };
    return [{ step: { kind: "anyMember", pattern }, pair: there, covered: false }];
  });
  const isChanged = old.size !== now.size || children.length !== old.size;
  if (!isChanged) return { changes: [], children };
  const demand: Keywords[] = receiver.nodes.map(({ keywords: { patternProperties } }) => ({
    ...(patternProperties && { patternProperties }),
  }));
  const change = makeChange(pair, patternPropertiesChanged, [
    ...demand,
    ...restOfMembers(receiver, pair.sender),
  ]);
  return { changes: [{ ...change.change, result: context.decide(pair, change.demand) }], children };
}

function compareRest(
  context: DiffContext,
  pair: FacetPair,
): { changes: FoundChange[]; children: ChildDiff[] } {
  const [old, now] = [restNodes(pair.before), restNodes(pair.after)];
  const [oldIsOpen, nowIsOpen] = [old.every(allowsAll), now.every(allowsAll)];
  if (oldIsOpen && nowIsOpen) return { changes: [], children: [] };
  const [base, head] = [context.allOf(old), context.allOf(now)];
  if (old.length > 0 && now.length > 0 && context.isSameSchema(base, head))
    return { changes: [], children: [] };
  const bothDescribe = [old, now].every((nodes) => nodes.length > 0 && nodes.every(describes));
  if (bothDescribe) {
    const there = { ...pair, base, head };
    return {
      changes: [],
      children: [{ step: { kind: "anyMember", pattern: undefined }, pair: there, covered: false }],
    };
  }
  const demand = restOfMembers(pair.receiver, pair.sender);
  const { change } = makeChange(pair, additionalPropertiesChanged, demand);
  return { changes: [{ ...change, result: context.decide(pair, demand) }], children: [] };
}

function makeChange(
  { before, after, direction }: FacetPair,
  rule: typeof patternPropertiesChanged,
  demand: readonly Keywords[],
) {
  const [base, head] = [rule.read(before), rule.read(after)];
  return { change: { rule: rule.id, direction, subject: undefined, base, head }, demand };
}

function restNodes({ nodes }: Facets): SchemaNode[] {
  return nodes.flatMap(({ keywords }) => keywords.additionalProperties ?? []);
}

function describes(node: SchemaNode): boolean {
  return node.keywords.booleanSchema !== false && !allowsAll(node);
}
