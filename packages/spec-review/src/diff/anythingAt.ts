import type { SchemaNode } from "../schema/SchemaNode.ts";

/** A schema that allows everything and stands where another one stands. */
export function anythingAt(node: SchemaNode): SchemaNode {
  // The negative of a node's number is only ever given to its "anything", so numbers stay telling.
  return { ...node, id: -Math.abs(node.id), keywords: {} };
}
