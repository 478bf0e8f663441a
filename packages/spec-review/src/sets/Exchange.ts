import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { behindReferences, idsOf, inPlaceNodes, type SchemaNode } from "../schema/SchemaNode.ts";
import type { Evaluation } from "../values/Evaluation.ts";

type Matches = (pattern: string) => boolean;

/**
 * The schemas of both ends for one value. A sender that may use any name is assumed not to use, by accident, a name to
 * which the other end has just given a meaning. Without this, every new optional property would be breaking.
 */
export interface Exchange {
  /** Names the two lists of schemas that the exchange was made from. */
  readonly key: string;
  /** With all that apply in place of them. */
  readonly senders: readonly SchemaNode[];
  readonly receivers: readonly SchemaNode[];
  /**
   * Both ends at a member.
   * @param name undefined for a name that no schema spells out
   * @returns `unheard` for a name that only the receivers declare
   */
  member(name: string | undefined, matches: Matches): Exchange | "unheard";
  /** Both ends at an item. */
  item(index: number): Exchange;
}

/** Exchanges by their first schema and their key: the members of what refers to itself lead back to the same ones. */
const made = new WeakMap<SchemaNode, Map<string, Exchange>>();

const NO_EXCHANGE = createExchange(">", [], []);

function createExchange(
  key: string,
  senders: readonly SchemaNode[],
  receivers: readonly SchemaNode[],
): Exchange {
  const members = new Map<string, Exchange | "unheard">();
  const items = new Map<number, Exchange>();
  return {
    key,
    senders,
    receivers,
    member(name, matches) {
      const known = name === undefined ? undefined : members.get(name);
      if (known !== undefined) return known;
      const found = findMember({ senders, receivers }, name, matches);
      if (name !== undefined) members.set(name, found);
      return found;
    },
    item(index) {
      const found = items.get(index) ?? makeExchange(itemNodes(senders, index), itemNodes(receivers, index));
      items.set(index, found);
      return found;
    },
  };
}

function findMember(
  { senders, receivers }: Pick<Exchange, "senders" | "receivers">,
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
  return keywords.booleanSchema === undefined ? Object.keys(keywords).length > 0 : !keywords.booleanSchema;
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
  if (!first) return NO_EXCHANGE;
  const known = made.get(first) ?? new Map<string, Exchange>();
  made.set(first, known);
  const exchange = known.get(key) ?? createExchange(key, inPlaceNodes(senders), inPlaceNodes(receivers));
  known.set(key, exchange);
  return exchange;
}

function behind(node: SchemaNode): SchemaNode {
  return behindReferences(node);
}

/** Whether a value has none of the names that only the receivers declare. */
export function knowsItsNames(evaluation: Evaluation, exchange: Exchange, value: JsonValue): boolean {
  if (Array.isArray(value)) {
    return value.every((item, index) => knowsItsNames(evaluation, exchange.item(index), item));
  }
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(([name, member]) => {
    const matches = (pattern: string) => evaluation.matches(pattern, name);
    const there = exchange.member(name, matches);
    return there !== "unheard" && knowsItsNames(evaluation, there, member);
  });
}
