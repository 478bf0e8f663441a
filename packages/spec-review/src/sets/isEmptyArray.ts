import { itemTerm, restIndex } from "./itemTerm.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { ArrayCell, Containment, Term } from "./Term.ts";
import { terms } from "./terms.ts";

/** True only when it is proven that no array is in the cell. */
export function isEmptyArray(space: SetSpace, cell: ArrayCell): boolean {
  if (cell.minItems > cell.maxItems) return true;
  if (cell.duplicate && (cell.unique || cell.maxItems < 2)) return true;
  return (
    lacksItem(space, cell) ||
    cell.some.some(({ from, term }) => hasNowhere(space, cell, { from, term })) ||
    cell.contains.some((containment) => isUnreachable(space, cell, containment))
  );
}

/** An item that must be there can hold nothing. */
function lacksItem(space: SetSpace, cell: ArrayCell): boolean {
  return indices(cell, 0, cell.minItems).some((index) => space.isEmpty(itemTerm(cell, index)));
}

interface Place {
  readonly from: number;
  readonly term: Term;
}

function hasNowhere(space: SetSpace, cell: ArrayCell, { from, term }: Place): boolean {
  return indices(cell, from, cell.maxItems).every((index) =>
    space.isEmpty(terms.all([itemTerm(cell, index), term])),
  );
}

function isUnreachable(space: SetSpace, cell: ArrayCell, { term, min, max }: Containment): boolean {
  if (min > max || min > cell.maxItems) return true;
  if (min > 0 && hasNowhere(space, cell, { from: 0, term })) return true;
  return certainCount(space, cell, term) > max;
}

/** How many items are certainly of the kind: those of a narrower containment, or those that can be nothing else. */
function certainCount(space: SetSpace, cell: ArrayCell, term: Term): number {
  const refused = terms.not(term);
  const narrower = cell.contains
    .filter((other) => other.min > 0 && space.isEmpty(terms.all([other.term, refused])))
    .map((other) => other.min);
  const some = cell.some.some((other) => space.isEmpty(terms.all([other.term, refused]))) ? 1 : 0;
  const rest = restIndex(cell);
  const fixed = indices(cell, 0, Math.min(cell.minItems, rest)).filter((index) =>
    space.isEmpty(terms.all([itemTerm(cell, index), refused])),
  ).length;
  const hasRest = cell.minItems > rest && space.isEmpty(terms.all([itemTerm(cell, rest), refused]));
  return Math.max(some, ...narrower, fixed + (hasRest ? cell.minItems - rest : 0));
}

/** The indices in a range whose conditions differ: behind the longest prefix all are alike. */
function indices(cell: ArrayCell, from: number, until: number): number[] {
  const last = Math.max(from, restIndex(cell));
  const count = Math.min(until - 1, last) - from + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => from + index);
}
