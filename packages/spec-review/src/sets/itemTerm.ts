import { childExchange } from "./childExchange.ts";
import type { ArrayCell, Term } from "./Term.ts";
import { terms } from "./terms.ts";

/** What an array of the cell may hold at an index. */
export function itemTerm(cell: ArrayCell, index: number): Term {
  const term = terms.all(cell.parts.map((part) => part.prefix[index] ?? part.rest ?? terms.anything));
  return cell.sent ? terms.sent(term, childExchange.item(cell.sent, index)) : term;
}

/** The first index from which on all items are under the same conditions. */
export function restIndex(cell: ArrayCell): number {
  return Math.max(0, ...cell.parts.map((part) => part.prefix.length));
}
