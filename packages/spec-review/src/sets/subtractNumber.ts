import type { Bound } from "../schema/SchemaNode.ts";
import type { NumberCell } from "./Term.ts";

/** The numbers of the left cell that break a condition of the right one: a piece for each condition. */
export function subtractNumber(left: NumberCell, right: NumberCell): NumberCell[] {
  return [
    ...below(left, right.low),
    ...above(left, right.high),
    ...(right.integer && !left.integer ? [without(left, 1)] : []),
    ...right.multiples
      .filter((factor) => !left.multiples.includes(factor))
      .map((factor) => without(left, factor)),
    ...right.notMultiples
      .filter((factor) => !left.notMultiples.includes(factor))
      .map((factor) => ({ ...left, multiples: [...left.multiples, factor] })),
    ...right.formats
      .filter((format) => !left.formats.includes(format))
      .map((format) => ({ ...left, notFormats: [...left.notFormats, format] })),
    ...right.notFormats
      .filter((format) => !left.notFormats.includes(format))
      .map((format) => ({ ...left, formats: [...left.formats, format] })),
  ];
}

function without(cell: NumberCell, factor: number): NumberCell {
  return { ...cell, notMultiples: [...cell.notMultiples, factor] };
}

function below(cell: NumberCell, bound: Bound | undefined): NumberCell[] {
  if (!bound || (cell.low && !isLower(cell.low, bound))) return [];
  const limit = { value: bound.value, exclusive: !bound.exclusive };
  if (cell.high && isHigher(limit, cell.high)) return [cell];
  return [{ ...cell, high: limit }];
}

function above(cell: NumberCell, bound: Bound | undefined): NumberCell[] {
  if (!bound || (cell.high && !isHigher(cell.high, bound))) return [];
  const limit = { value: bound.value, exclusive: !bound.exclusive };
  if (cell.low && isLower(limit, cell.low)) return [cell];
  return [{ ...cell, low: limit }];
}

/** As lower limits: the left one lets more through. */
function isLower(left: Bound, right: Bound): boolean {
  return left.value < right.value || (left.value === right.value && !left.exclusive && right.exclusive);
}

/** As upper limits: the left one lets more through. */
function isHigher(left: Bound, right: Bound): boolean {
  return left.value > right.value || (left.value === right.value && !left.exclusive && right.exclusive);
}
