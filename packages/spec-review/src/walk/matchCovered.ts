import type { Kept, Matched } from "./OperationPair.ts";

type Cover<T> = (map: ReadonlyMap<string, T>, key: string) => T | undefined;

/**
 * Matches the members of two maps where a broader key (`4XX`, `application/*`) speaks for the narrower ones: what one
 * side spells out belongs to what covers it on the other.
 */
export function matchCovered<T>(
  base: ReadonlyMap<string, T>,
  head: ReadonlyMap<string, T>,
  cover: Cover<T>,
): Matched<T> {
  const kept: Kept<T>[] = [];
  const removed: T[] = [];
  const added: T[] = [];
  for (const [key, value] of base) {
    const partner = head.get(key) ?? cover(head, key);
    if (partner === undefined) removed.push(value);
    else kept.push({ base: value, head: partner });
  }
  for (const [key, value] of head) {
    if (base.has(key)) continue;
    const partner = cover(base, key);
    if (partner !== undefined) kept.push({ base: partner, head: value });
    else if (!isCoverOf(base, head, { key, cover })) added.push(value);
  }
  return { kept, removed, added };
}

/** A broad key that speaks for what the other side spells out adds nothing by that. */
function isCoverOf<T>(
  base: ReadonlyMap<string, T>,
  head: ReadonlyMap<string, T>,
  { key, cover }: { readonly key: string; readonly cover: Cover<T> },
): boolean {
  return [...base.keys()].some((narrow) => !head.has(narrow) && cover(head, narrow) === head.get(key));
}
