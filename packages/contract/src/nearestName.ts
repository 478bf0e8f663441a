import { closest, distance } from "fastest-levenshtein";

/** The name that a misspelt one was probably meant to be, if any comes close. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const others = [...candidates].filter((candidate) => candidate !== name);
  if (others.length === 0) return undefined;
  const lowered = name.toLowerCase();
  const nearest = closest(
    lowered,
    others.map((candidate) => candidate.toLowerCase()),
  );
  const tolerated = Math.max(1, Math.min(4, Math.floor(name.length / 3)));
  if (distance(lowered, nearest) > tolerated) return undefined;
  return others.find((candidate) => candidate.toLowerCase() === nearest);
}
