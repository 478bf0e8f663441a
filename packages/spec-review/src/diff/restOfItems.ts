import type { Keywords } from "../schema/SchemaNode.ts";
import { anythingAt } from "./anythingAt.ts";
import type { Facets } from "./Facets.ts";

/** What a schema demands of items behind the described leading ones. */
export function restOfItems(facets: Facets): readonly Keywords[] {
  return facets.nodes
    .filter(({ keywords }) => keywords.items)
    .map(({ keywords }) => ({
      ...(keywords.prefixItems && { prefixItems: keywords.prefixItems.map(anythingAt) }),
      ...(keywords.items && { items: keywords.items }),
    }));
}
