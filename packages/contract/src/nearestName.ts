import { distance } from "fastest-levenshtein";

/** The name that a misspelt one was probably meant to be, if any comes close. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let nearest: { readonly candidate: string; readonly cost: number } | undefined;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const cost = costOf(wanted, candidate.toLowerCase());
    if (cost <= tolerated(wanted) && (nearest === undefined || cost < nearest.cost))
      nearest = { candidate, cost };
  }
  return nearest?.candidate;
}

function tolerated({ length }: string): number {
  return Math.max(1, Math.min(4, Math.floor(length / 3)));
}

/** The number of edits; two letters in the wrong order are one slip of the hand. */
function costOf(one: string, other: string): number {
  const edits = distance(one, other);
  return edits === 2 && sorted(one) === sorted(other) ? 1 : edits;
}

function sorted(text: string): string {
  return [...text].sort().join("");
}
