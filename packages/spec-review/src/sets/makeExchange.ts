import { inPlaceNodes } from "../schema/inPlaceNodes.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Exchange } from "./Term.ts";

/** Exchanges by their first schema and their key: the members of what refers to itself lead back to the same ones. */
const made = new WeakMap<SchemaNode, Map<string, Exchange>>();

/** Puts the schemas of both ends together. */
export function makeExchange(senders: readonly SchemaNode[], receivers: readonly SchemaNode[]): Exchange {
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

const NOBODY: Exchange = { key: ">", senders: [], receivers: [], members: new Map(), items: new Map() };

function idsOf(nodes: readonly SchemaNode[]): string {
  return [...new Set(nodes.map(({ id }) => id))].sort((left, right) => left - right).join(",");
}
