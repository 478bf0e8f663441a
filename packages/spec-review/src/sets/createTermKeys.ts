import type { Exchange } from "./Exchange.ts";
import type { Cell, Term } from "./Term.ts";

/** More numbers than this are never given, so that two of them make one that a double holds. */
const MOST_NUMBERS = 2 ** 26;

/** Numbers that no set gets by itself. */
const [NOT, ANYTHING] = [1, 2];

/** Gives each set a number; equal numbers mean equal sets. Schemas, cells and exchanges are numbered in the order of use. */
export function createTermKeys(): (term: Term) => number {
  const nodes = new Map<number, number>();
  const single = new WeakMap<Cell | Exchange, number>();
  const pairs = new Map<number, number>();
  let last = ANYTHING;
  const numberIn = <K>(
    numbers: { get(key: K): number | undefined; set(key: K, value: number): unknown },
    key: K,
  ) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(key, last);
    return last;
  };
  const pair = (left: number, right: number) => numberIn(pairs, left * MOST_NUMBERS + right);
  const keyOf = (term: Term): number => {
    switch (term.kind) {
      case "schema":
        return numberIn(nodes, term.node.id);
      case "cell":
        return numberIn(single, term.cell);
      case "not":
        return pair(NOT, keyOf(term.term));
      case "all":
        return keyOfAll(term.terms);
      case "sent":
        return pair(numberIn(single, term.sent), keyOf(term.term));
    }
  };
  /** Order and repetitions do not matter. */
  const keyOfAll = (members: readonly Term[]): number => {
    const keys = members.map(keyOf).sort((one, other) => one - other);
    let [all = ANYTHING] = keys;
    for (let at = 1; at < keys.length; at += 1) {
      const key = keys[at] ?? ANYTHING;
      if (key !== keys[at - 1]) all = pair(all, key);
    }
    return all;
  };
  return keyOf;
}
