import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { Facets } from "./readFacets.ts";

/**
 * What a schema demands of members that it does not name. Members that the other side names are left out: those
 * have findings of their own.
 */
export function restOfMembers(facets: Facets, other: Facets): readonly Keywords[] {
  const named = new Map<string, SchemaNode>();
  for (const [name, nodes] of [...facets.properties, ...other.properties]) {
    const [node] = nodes;
    if (node) named.set(name, anythingAt(node));
  }
  return facets.nodes
    .filter(({ keywords }) => keywords.additionalProperties)
    .map(({ keywords }) => ({
      properties: named,
      patternProperties: new Map(
        [...(keywords.patternProperties ?? [])].map(([pattern, node]) => [pattern, anythingAt(node)]),
      ),
      ...(keywords.additionalProperties && { additionalProperties: keywords.additionalProperties }),
    }));
}

/** What a schema demands of items behind the described leading ones. */
export function restOfItems(facets: Facets): readonly Keywords[] {
  return facets.nodes
    .filter(({ keywords }) => keywords.items)
    .map(({ keywords }) => ({
      ...(keywords.prefixItems && { prefixItems: keywords.prefixItems.map(anythingAt) }),
      ...(keywords.items && { items: keywords.items }),
    }));
}

/** A schema that allows everything, at the pointer of another one. */
function anythingAt(node: SchemaNode): SchemaNode {
  // Only the "anything" of a node gets its negative number, so numbers stay unique.
  return { ...node, id: -Math.abs(node.id), keywords: {} };
}
