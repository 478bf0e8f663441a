import type { Keywords, SchemaNode } from "./SchemaNode.ts";

/**
 * The schemas that may speak about the same value as the given one: itself, what it refers to, and the members of
 * its compositions and conditions, to any depth.
 */
export function inPlaceNodes(start: readonly SchemaNode[]): SchemaNode[] {
  const found = new Set<SchemaNode>();
  const open = [...start];
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    open.push(...applicators(node.keywords));
  }
  return [...found];
}

function applicators(keywords: Keywords): SchemaNode[] {
  const { ref, allOf, anyOf, oneOf, dependentSchemas } = keywords;
  const single = [ref, keywords.if, keywords.then, keywords.else].filter((node) => node !== undefined);
  const dependent = dependentSchemas ? [...dependentSchemas.values()] : [];
  return [...single, ...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? []), ...dependent];
}
