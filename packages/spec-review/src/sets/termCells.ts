import { meetCells } from "./meetCells.ts";
import { nodeCells } from "./nodeCells.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import { subtractCells } from "./subtractCells.ts";
import type { Cell, Exchange, FiniteCell, Term } from "./Term.ts";
import { universalCells } from "./Term.ts";

const MOST_CELLS = 400;

/** Writes a set as a union of cells. */
export function termCells(space: SetSpace, term: Term): readonly Cell[] {
  switch (term.kind) {
    case "schema":
      return nodeCells(space, term.node);
    case "cell":
      return [term.cell];
    case "not":
      return subtractCells(space, Object.values(universalCells), space.cells(term.term));
    case "all":
      return allCells(space, term.terms);
    case "sent":
      return space.cells(term.term).map((cell) => sentCell(cell, term.sent));
  }
}

/** What must hold comes first: it leaves less for what must not hold to be taken from. */
function allCells(space: SetSpace, members: readonly Term[]): readonly Cell[] {
  const listed = members.flatMap((one) =>
    one.kind === "cell" && one.cell.type === "finite" ? [one.cell] : [],
  );
  if (listed[0]) return [valuesIn(space, listed[0], members)];
  let cells: readonly Cell[] = Object.values(universalCells);
  for (const member of members) {
    if (member.kind !== "not") cells = meetAll(space, cells, space.cells(member));
  }
  for (const member of members) {
    if (member.kind === "not") cells = subtractCells(space, cells, space.cells(member.term));
  }
  return cells;
}

/** Values that are listed are tried one by one: writing down what else must hold may take endless work. */
function valuesIn(space: SetSpace, listed: FiniteCell, members: readonly Term[]): FiniteCell {
  const values = listed.values.filter((value) => members.every((member) => space.contains(member, value)));
  return { type: "finite", values, excluded: [], opaque: [] };
}

function meetAll(space: SetSpace, left: readonly Cell[], right: readonly Cell[]): readonly Cell[] {
  const met = left.flatMap((one) => right.flatMap((other) => meetCells(space, one, other)));
  if (met.length > MOST_CELLS) throw new TooComplex(`more than ${MOST_CELLS} cells`);
  return met;
}

function sentCell(cell: Cell, sent: Exchange): Cell {
  return cell.type === "array" || cell.type === "object" ? { ...cell, sent } : cell;
}
