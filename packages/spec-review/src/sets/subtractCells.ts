import type { Bound } from "../schema/SchemaNode.ts";
import { MOST_CELLS, meetCells, settleCell } from "./meetCells.ts";
import { itemTerm, restIndex } from "./memberTerm.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import { subtractObject } from "./subtractObject.ts";
import {
  type ArrayCell,
  type ArrayPart,
  type Cell,
  type Containment,
  type FiniteCell,
  type NumberCell,
  type StringCell,
  type Term,
  terms,
} from "./Term.ts";

interface Demand {
  readonly index: number;
  readonly wanted: Term;
}

/** What is left of a union of cells without another one. */
export function subtractCells(
  space: SetSpace,
  left: readonly Cell[],
  right: readonly Cell[],
): readonly Cell[] {
  let rest = left;
  for (const cell of right) {
    rest = rest.flatMap((one) => subtractCell(space, one, cell));
    if (rest.length > MOST_CELLS) throw new TooComplex(`more than ${MOST_CELLS} cells`);
  }
  return rest;
}

function subtractCell(space: SetSpace, left: Cell, right: Cell): readonly Cell[] {
  space.spend();
  if (left.type === "finite") return keep(space, left, (value) => !space.contains(terms.cell(right), value));
  if (right.type === "finite") return exclude(space, left, right);
  if (left.type !== right.type || areDisjoint(space, left, right)) return [left];
  return piecesOf(space, left, right).flatMap((piece) => settleCell(space, piece));
}

function keep(
  space: SetSpace,
  cell: FiniteCell,
  test: (value: FiniteCell["values"][number]) => boolean,
): Cell[] {
  const values = cell.values.filter((value) => space.contains(terms.cell(cell), value) && test(value));
  return values.length > 0 ? [{ ...cell, values, excluded: [], opaque: [] }] : [];
}

function exclude(space: SetSpace, left: Exclude<Cell, FiniteCell>, right: FiniteCell): Cell[] {
  const values = right.values.filter(
    (value) => space.contains(terms.cell(right), value) && space.contains(terms.cell(left), value),
  );
  return values.length > 0 ? [{ ...left, excluded: [...left.excluded, ...values] }] : [left];
}

function areDisjoint(space: SetSpace, left: Cell, right: Cell): boolean {
  return meetCells(space, left, right).every((cell) => space.isEmpty(terms.cell(cell)));
}

function piecesOf(space: SetSpace, left: Cell, right: Cell): readonly Cell[] {
  return [...commonPieces(space, left, right), ...typedPieces(space, left, right)];
}

/** The values that the right cell takes out by name, and those that break one of its opaque conditions. */
function commonPieces(space: SetSpace, left: Cell, right: Cell): Cell[] {
  const values = right.excluded.filter((value) => space.contains(terms.cell(left), value));
  const pieces: Cell[] = values.length > 0 ? [{ type: "finite", values, excluded: [], opaque: [] }] : [];
  for (const condition of right.opaque) {
    const known = left.opaque.some(
      ({ key, negated }) => key === condition.key && negated === condition.negated,
    );
    if (known) continue;
    pieces.push({ ...left, opaque: [...left.opaque, { ...condition, negated: !condition.negated }] });
  }
  return pieces;
}

function typedPieces(space: SetSpace, left: Cell, right: Cell): readonly Cell[] {
  if (left.type === "number" && right.type === "number") return subtractNumber(left, right);
  if (left.type === "string" && right.type === "string") return subtractString(left, right);
  if (left.type === "array" && right.type === "array") return subtractArray(space, left, right);
  if (left.type === "object" && right.type === "object") return subtractObject(space, left, right);
  return [];
}

/** The numbers of the left cell that break a condition of the right one: a piece for each condition. */
function subtractNumber(left: NumberCell, right: NumberCell): NumberCell[] {
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

/** The texts of the left cell that break a condition of the right one: a piece for each condition. */
function subtractString(left: StringCell, right: StringCell): StringCell[] {
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

/** The arrays of the left cell that break a condition of the right one: a piece for each condition. */
function subtractArray(space: SetSpace, left: ArrayCell, right: ArrayCell): ArrayCell[] {
  return [
    ...sizePieces(left, right),
    ...uniquenessPieces(left, right),
    ...right.parts.flatMap((part) => itemPieces(space, left, part)),
    ...right.contains.flatMap((containment) => containmentPieces(left, containment)),
    ...right.some.map(({ from, term }) => withPart(left, { prefix: repeat(from), rest: terms.not(term) })),
  ];
}

function sizePieces(left: ArrayCell, right: ArrayCell): ArrayCell[] {
  const pieces: ArrayCell[] = [];
  if (left.minItems < right.minItems) {
    pieces.push({ ...left, maxItems: Math.min(left.maxItems, right.minItems - 1) });
  }
  if (left.maxItems > right.maxItems) {
    pieces.push({ ...left, minItems: Math.max(left.minItems, right.maxItems + 1) });
  }
  return pieces;
}

function uniquenessPieces(left: ArrayCell, right: ArrayCell): ArrayCell[] {
  const pieces: ArrayCell[] = [];
  if (right.unique && !left.unique && left.maxItems > 1) pieces.push({ ...left, duplicate: true });
  if (right.duplicate && !left.duplicate) pieces.push({ ...left, unique: true });
  return pieces;
}

function itemPieces(space: SetSpace, left: ArrayCell, part: ArrayPart): ArrayCell[] {
  const pieces: ArrayCell[] = [];
  for (const [index, wanted] of part.prefix.entries()) {
    if (index >= left.maxItems || holdsAt(space, left, { index, wanted })) continue;
    const there = { prefix: [...repeat(index), terms.not(wanted)], rest: undefined };
    pieces.push({ ...withPart(left, there), minItems: Math.max(left.minItems, index + 1) });
  }
  const { rest } = part;
  const from = part.prefix.length;
  if (!rest || from >= left.maxItems || holdsFrom(space, left, { index: from, wanted: rest })) return pieces;
  return [...pieces, { ...left, some: [...left.some, { from, term: terms.not(rest) }] }];
}

function holdsAt(space: SetSpace, cell: ArrayCell, { index, wanted }: Demand): boolean {
  return space.isEmpty(terms.all([itemTerm(cell, index), terms.not(wanted)]));
}

function holdsFrom(space: SetSpace, cell: ArrayCell, { index, wanted }: Demand): boolean {
  const last = Math.max(index, restIndex(cell));
  for (let at = index; at <= last && at < cell.maxItems; at += 1) {
    if (!holdsAt(space, cell, { index: at, wanted })) return false;
  }
  return true;
}

function containmentPieces(left: ArrayCell, { term, min, max }: Containment): ArrayCell[] {
  const pieces: ArrayCell[] = [];
  const withContainment = (containment: Containment) => ({
    ...left,
    contains: [...left.contains, containment],
  });
  if (min > 0) pieces.push(withContainment({ term, min: 0, max: min - 1 }));
  if (max < Number.POSITIVE_INFINITY) {
    pieces.push(withContainment({ term, min: max + 1, max: Number.POSITIVE_INFINITY }));
  }
  return pieces;
}

function withPart(cell: ArrayCell, part: ArrayPart): ArrayCell {
  return { ...cell, parts: [...cell.parts, part] };
}

function repeat(count: number): Term[] {
  return Array.from({ length: count }, () => terms.anything);
}
