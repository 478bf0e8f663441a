import type { Matched } from "./OperationPair.ts";

/** Matches the members of two maps by their keys. */
export function matchByKey<T>(base: ReadonlyMap<string, T>, head: ReadonlyMap<string, T>): Matched<T> {
  const kept = [...base].flatMap(([key, value]) => {
    const other = head.get(key);
    return other === undefined ? [] : [{ base: value, head: other }];
  });
  const only = (map: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>) =>
    [...map].filter(([key]) => !other.has(key)).map(([, value]) => value);
  return { kept, removed: only(base, head), added: only(head, base) };
}
