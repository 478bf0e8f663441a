import { cellContains } from "./cellContains.ts";
import { meetCells } from "./meetCells.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import { settleCell } from "./settleCell.ts";
import { subtractArray } from "./subtractArray.ts";
import { subtractNumber } from "./subtractNumber.ts";
import { subtractObject } from "./subtractObject.ts";
import { subtractString } from "./subtractString.ts";
import type { Cell, FiniteCell } from "./Term.ts";
import { terms } from "./terms.ts";

const MOST_CELLS = 400;

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
  if (left.type === "finite") return keep(space, left, (value) => !cellContains(space, right, value));
  if (right.type === "finite") return exclude(space, left, right);
  if (left.type !== right.type || areDisjoint(space, left, right)) return [left];
  return piecesOf(space, left, right).flatMap((piece) => settleCell(space, piece));
}

function keep(
  space: SetSpace,
  cell: FiniteCell,
  test: (value: FiniteCell["values"][number]) => boolean,
): Cell[] {
  const values = cell.values.filter((value) => cellContains(space, cell, value) && test(value));
  return values.length > 0 ? [{ ...cell, values, excluded: [], opaque: [] }] : [];
}

function exclude(space: SetSpace, left: Exclude<Cell, FiniteCell>, right: FiniteCell): Cell[] {
  const values = right.values.filter(
    (value) => cellContains(space, right, value) && cellContains(space, left, value),
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
  const values = right.excluded.filter((value) => cellContains(space, left, value));
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
