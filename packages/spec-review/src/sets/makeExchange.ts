import { inPlaceNodes } from "../schema/inPlaceNodes.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Exchange } from "./Term.ts";

/** Puts the schemas of both ends together. */
export function makeExchange(senders: readonly SchemaNode[], receivers: readonly SchemaNode[]): Exchange {
  return {
    key: `${idsOf(senders)}>${idsOf(receivers)}`,
    senders: inPlaceNodes(senders),
    receivers: inPlaceNodes(receivers),
  };
}

function idsOf(nodes: readonly SchemaNode[]): string {
  return [...new Set(nodes.map(({ id }) => id))].sort((left, right) => left - right).join(",");
}
