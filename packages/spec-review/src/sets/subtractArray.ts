import { itemTerm, restIndex } from "./itemTerm.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { ArrayCell, ArrayPart, Containment, Term } from "./Term.ts";
import { terms } from "./terms.ts";

/** The arrays of the left cell that break a condition of the right one: a piece for each condition. */
export function subtractArray(space: SetSpace, left: ArrayCell, right: ArrayCell): ArrayCell[] {
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

interface Demand {
  readonly index: number;
  readonly wanted: Term;
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
