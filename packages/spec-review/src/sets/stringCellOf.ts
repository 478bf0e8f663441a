import type { Keywords } from "../schema/SchemaNode.ts";
import { formatCheck } from "../values/formatCheck.ts";
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
    // A format of numbers says nothing about texts; one that nobody knows may.
    formats: format === undefined || formatCheck(format)?.type === "number" ? [] : [format],
  };
}
