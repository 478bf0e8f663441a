import type { Keywords } from "../schema/SchemaNode.ts";
import type { ArrayCell } from "./Term.ts";
import { terms } from "./terms.ts";
import { universalCells } from "./universalCells.ts";

/** What a schema asserts of arrays. */
export function arrayCellOf(keywords: Keywords): ArrayCell {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, prefixItems, items, contains } = keywords;
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = keywords;
  const part = { prefix: (prefixItems ?? []).map(terms.schema), rest: items && terms.schema(items) };
  return {
    ...universalCells.array,
    minItems,
    maxItems,
    unique: keywords.uniqueItems === true,
    parts: prefixItems || items ? [part] : [],
    contains: contains ? [{ term: terms.schema(contains), min: minContains, max: maxContains }] : [],
  };
}
