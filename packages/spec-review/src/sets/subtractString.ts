import type { StringCell } from "./Term.ts";

/** The texts of the left cell that break a condition of the right one: a piece for each condition. */
export function subtractString(left: StringCell, right: StringCell): StringCell[] {
  const pieces: StringCell[] = [];
  if (left.minLength < right.minLength) {
    pieces.push({ ...left, maxLength: Math.min(left.maxLength, right.minLength - 1) });
  }
  if (left.maxLength > right.maxLength) {
    pieces.push({ ...left, minLength: Math.max(left.minLength, right.maxLength + 1) });
  }
  for (const [wanted, unwanted] of [
    ["patterns", "notPatterns"],
    ["notPatterns", "patterns"],
    ["formats", "notFormats"],
    ["notFormats", "formats"],
  ] as const) {
    for (const name of right[wanted]) {
      if (!left[wanted].includes(name)) pieces.push({ ...left, [unwanted]: [...left[unwanted], name] });
    }
  }
  return pieces;
}
