import { isJsonObject } from "@gatehouse/contract";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { DiffContext } from "./DiffContext.ts";
import type { Facets } from "./Facets.ts";

/** All that the merged schemas say about a member, those that speak of unnamed ones included. */
export function memberNodes(context: DiffContext, facets: Facets, name: string): SchemaNode[] {
  const { matches } = context.comparer.space.evaluation;
  return facets.nodes.flatMap(({ keywords }) => {
    const own = keywords.properties?.get(name);
    const byPattern = [...(keywords.patternProperties ?? [])].filter(([pattern]) => matches(pattern, name));
    const declared = [...(own ? [own] : []), ...byPattern.map(([, node]) => node)];
    const rest = keywords.additionalProperties;
    return declared.length > 0 || !rest ? declared : [rest];
  });
}

/** Tells whether the document names the member, but hides it in this direction (`readOnly`, `writeOnly`). */
export function isHiddenMember({ nodes }: Facets, name: string): boolean {
  return nodes.some(({ raw, keywords }) => {
    const properties = isJsonObject(raw) ? raw.properties : undefined;
    return isJsonObject(properties) && Object.hasOwn(properties, name) && !keywords.properties?.has(name);
  });
}
