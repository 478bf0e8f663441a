/** A set of code points as sorted, disjoint, inclusive ranges. */
export type CharSet = readonly (readonly [low: number, high: number])[];

const LAST_CODE_POINT = 0x10ffff;

/** Makes and combines sets of code points. */
export const charSet = {
  any: [[0, LAST_CODE_POINT]] as CharSet,
  digit: [[0x30, 0x39]] as CharSet,
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ] as CharSet,
  /** White space and line ends of ECMAScript (ECMA-262, 12.2 and 12.3). */
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ] as CharSet,
  lineEnd: [
    [0x0a, 0x0a],
    [0x0d, 0x0d],
    [0x2028, 0x2029],
  ] as CharSet,

  one: (codePoint: number): CharSet => [[codePoint, codePoint]],

  union(...sets: readonly CharSet[]): CharSet {
    const ranges = sets.flat().toSorted((left, right) => left[0] - right[0]);
    const merged: [number, number][] = [];
    for (const [low, high] of ranges) {
      const last = merged.at(-1);
      if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
      else merged.push([low, high]);
    }
    return merged;
  },

  complement(set: CharSet): CharSet {
    const gaps: [number, number][] = [];
    let next = 0;
    for (const [low, high] of set) {
      if (low > next) gaps.push([next, low - 1]);
      next = high + 1;
    }
    if (next <= LAST_CODE_POINT) gaps.push([next, LAST_CODE_POINT]);
    return gaps;
  },

  has: (set: CharSet, codePoint: number): boolean =>
    set.some(([low, high]) => codePoint >= low && codePoint <= high),
};
