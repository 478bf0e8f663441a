import type { Keywords } from "../schema/SchemaNode.ts";
import type { StringCell } from "./Term.ts";
import { universalCells } from "./universalCells.ts";

/** What a schema asserts of texts. */
export function stringCellOf(keywords: Keywords): StringCell {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = keywords;
  return {
    ...universalCells.string,
    minLength,
    maxLength,
    patterns: pattern === undefined ? [] : [pattern],
    formats: format === undefined ? [] : [format],
  };
}
