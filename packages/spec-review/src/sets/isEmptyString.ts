import { formatImplies } from "./formatImplies.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { StringCell } from "./Term.ts";

/** True only when it is proven that no text is in the cell. */
export function isEmptyString(space: SetSpace, cell: StringCell): boolean {
  if (cell.minLength > cell.maxLength) return true;
  if (cell.patterns.some((pattern) => cell.notPatterns.includes(pattern))) return true;
  if (cell.notFormats.some((format) => formatImplies("", format))) return true;
  if (cell.formats.some((format) => cell.notFormats.some((other) => formatImplies(format, other))))
    return true;
  if (cell.patterns.length + cell.notPatterns.length === 0) return false;
  const { patterns: matching, notPatterns: notMatching, minLength, maxLength } = cell;
  return space.texts.find({ matching, notMatching, minLength, maxLength }) === "none";
}
