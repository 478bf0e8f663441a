import { type SetSpace, TooComplex } from "./SetSpace.ts";

const MOST_MEMBERS = 6;

/** All subsets of a small list. @throws TooComplex where the list is not small. */
export function subsetsOf<T>(space: SetSpace, members: readonly T[]): T[][] {
  if (members.length > MOST_MEMBERS) throw new TooComplex(`${members.length} patterns at one place`);
  let subsets: T[][] = [[]];
  for (const member of members) {
    space.spend();
    subsets = [...subsets, ...subsets.map((subset) => [...subset, member])];
  }
  return subsets;
}
