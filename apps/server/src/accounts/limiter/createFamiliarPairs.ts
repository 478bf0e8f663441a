/** More pairs than this push out those not used for longest. */
const MAX_PAIRS = 10_000;

/** Pairs of account and address that signed in with the right password before. */
export interface FamiliarPairs {
  has(pair: string): boolean;
  add(pair: string): void;
}

/** Nobody is familiar yet. */
export function createFamiliarPairs(): FamiliarPairs {
  const pairs = new Set<string>();
  return {
    has: (pair) => pairs.has(pair),
    add(pair) {
      pairs.delete(pair);
      pairs.add(pair);
      const [oldest] = pairs;
      if (pairs.size > MAX_PAIRS && oldest !== undefined) pairs.delete(oldest);
    },
  };
}
