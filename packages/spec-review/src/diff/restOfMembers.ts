import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { anythingAt } from "./anythingAt.ts";
import type { Facets } from "./Facets.ts";

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
