import { behindReferences, inPlaceNodes, type SchemaNode } from "../schema/SchemaNode.ts";
import { idsOf } from "./ProofSource.ts";
import type { Exchange } from "./Term.ts";

type Matches = (pattern: string) => boolean;

/** Exchanges by their first schema and their key: the members of what refers to itself lead back to the same ones. */
const made = new WeakMap<SchemaNode, Map<string, Exchange>>();

const NOBODY: Exchange = { key: ">", senders: [], receivers: [], members: new Map(), items: new Map() };

/** Follows both ends of an exchange into a member or an item. */
export const childExchange = {
  /**
   * @param name undefined for a name that nobody spells out
   * @returns `unheard` for a name that only the receivers declare
   */
  member(exchange: Exchange, name: string | undefined, matches: Matches): Exchange | "unheard" {
    const known = name === undefined ? undefined : exchange.members.get(name);
    if (known !== undefined) return known;
    const found = findMember(exchange, name, matches);
    if (name !== undefined) exchange.members.set(name, found);
    return found;
  },

  item(exchange: Exchange, index: number): Exchange {
    const { senders, receivers, items } = exchange;
    const found = items.get(index) ?? makeExchange(itemNodes(senders, index), itemNodes(receivers, index));
    items.set(index, found);
    return found;
  },
};

function findMember(
  { senders, receivers }: Exchange,
  name: string | undefined,
  matches: Matches,
): Exchange | "unheard" {
  if (name !== undefined && spells(receivers, name) && !declares(senders, name, matches)) return "unheard";
  return makeExchange(memberNodes(senders, name, matches), memberNodes(receivers, name, matches));
}

function spells(nodes: readonly SchemaNode[], name: string): boolean {
  return nodes.some(({ keywords }) => keywords.properties?.has(name));
}

/** A schema for all other names declares them too, unless it allows everything. */
function declares(nodes: readonly SchemaNode[], name: string, matches: Matches): boolean {
  return nodes.some(
    ({ keywords }) =>
      keywords.properties?.has(name) ||
      [...(keywords.patternProperties?.keys() ?? [])].some(matches) ||
      restricts(keywords.additionalProperties) ||
      restricts(keywords.unevaluatedProperties),
  );
}

function restricts(node: SchemaNode | undefined): boolean {
  if (!node) return false;
  const { keywords } = node;
  return keywords.verdict === undefined ? Object.keys(keywords).length > 0 : !keywords.verdict;
}

function memberNodes(nodes: readonly SchemaNode[], name: string | undefined, matches: Matches): SchemaNode[] {
  const found: SchemaNode[] = [];
  for (const { keywords } of nodes) {
    const before = found.length;
    const own = name === undefined ? undefined : keywords.properties?.get(name);
    if (own) found.push(own);
    for (const [pattern, node] of keywords.patternProperties ?? []) if (matches(pattern)) found.push(node);
    if (found.length === before && keywords.additionalProperties) found.push(keywords.additionalProperties);
    if (keywords.unevaluatedProperties) found.push(keywords.unevaluatedProperties);
  }
  return found;
}

function itemNodes(nodes: readonly SchemaNode[], index: number): SchemaNode[] {
  return nodes.flatMap(({ keywords }) =>
    [keywords.prefixItems?.[index] ?? keywords.items, keywords.contains, keywords.unevaluatedItems].filter(
      (node) => node !== undefined,
    ),
  );
}

/** Puts the schemas of both ends together. */
export function makeExchange(sent: readonly SchemaNode[], received: readonly SchemaNode[]): Exchange {
  const [senders, receivers] = [sent.map(behind), received.map(behind)];
  const key = `${idsOf(senders)}>${idsOf(receivers)}`;
  const first = senders[0] ?? receivers[0];
  if (!first) return NOBODY;
  const known = made.get(first) ?? new Map<string, Exchange>();
  made.set(first, known);
  const exchange = known.get(key) ?? {
    key,
    senders: inPlaceNodes(senders),
    receivers: inPlaceNodes(receivers),
    members: new Map(),
    items: new Map(),
  };
  known.set(key, exchange);
  return exchange;
}

function behind(node: SchemaNode): SchemaNode {
  return behindReferences(node);
}
