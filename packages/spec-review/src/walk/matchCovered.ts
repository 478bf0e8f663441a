import type { CoveredMatch, Kept } from "./OperationPair.ts";

type Cover<T> = (map: ReadonlyMap<string, T>, key: string) => T | undefined;

/**
 * Matches the members of two maps where a broader key (`4XX`, `application/*`) speaks for the narrower ones: what one
 * side spells out belongs to what covers it on the other.
 */
export function matchCovered<T>(
  base: ReadonlyMap<string, T>,
  head: ReadonlyMap<string, T>,
  cover: Cover<T>,
): CoveredMatch<T> {
  const kept: Kept<T>[] = [];
  for (const [key, value] of base) {
    const partner = head.get(key) ?? cover(head, key);
    if (partner !== undefined) kept.push({ base: value, head: partner });
  }
  for (const [key, value] of head) {
    const partner = base.has(key) ? undefined : cover(base, key);
    if (partner !== undefined) kept.push({ base: partner, head: value });
  }
  const old = onlyIn(base, head, cover);
  const now = onlyIn(head, base, cover);
  return { kept, removed: old.alone, narrowed: old.broad, added: now.alone, widened: now.broad };
}

interface Only<T> {
  /** What the other side does not have in any form. */
  readonly alone: readonly T[];
  /** What speaks for something that the other side spells out. */
  readonly broad: readonly T[];
}

function onlyIn<T>(map: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>, cover: Cover<T>): Only<T> {
  const alone: T[] = [];
  const broad: T[] = [];
  for (const [key, value] of map) {
    if (other.has(key) || cover(other, key) !== undefined) continue;
    const speaksForOther = [...other.keys()].some(
      (narrow) => !map.has(narrow) && cover(map, narrow) === value,
    );
    (speaksForOther ? broad : alone).push(value);
  }
  return { alone, broad };
}
