import type { Cell, Term } from "./Term.ts";

/** Gives each set a name; equal names mean equal sets. Cells are named as they come. */
export function createTermKeys(): (term: Term) => string {
  const cells = new WeakMap<Cell, number>();
  let next = 0;
  const cellNumber = (cell: Cell): number => {
    const known = cells.get(cell) ?? next;
    if (known === next) next += 1;
    cells.set(cell, known);
    return known;
  };
  const keyOf = (term: Term): string => {
    switch (term.kind) {
      case "schema":
        return `n${term.node.id}`;
      case "cell":
        return `c${cellNumber(term.cell)}`;
      case "not":
        return `!${keyOf(term.term)}`;
      case "all":
        return `&(${[...new Set(term.terms.map(keyOf))].sort().join(" ")})`;
      case "sent":
        return `s[${term.sent.key}]${keyOf(term.term)}`;
    }
  };
  return keyOf;
}
