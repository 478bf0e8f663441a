import { expect, test } from "vitest";
import { comparePairs, compareSamples, medianOf } from "./compareSamples.ts";

const range = (from: number, count: number, step = 1) =>
  Array.from({ length: count }, (_, index) => from + index * step);

test("samples of the same values do not differ", () => {
  expect(compareSamples(range(0, 50), range(0, 50))).toMatchObject({ p: expect.closeTo(1, 6), medianGap: 0 });
});

test("a known sample has the probability of the tables", () => {
  // U = 120 of 20 and 20: z = (200 - 120 - 0.5) / sqrt(20 * 20 * 41 / 12) = 2.1505.
  const first = range(0, 20);
  const second = range(4.5, 20);
  const u = first.reduce((sum, value) => sum + second.filter((other) => value > other).length, 0);
  expect(u).toBe(120);
  expect(compareSamples(first, second).p).toBeCloseTo(0.0315, 3);
});

test("a shift that is large compared with the spread is detected", () => {
  const { p, medianGap } = compareSamples(range(0, 100, 0.01), range(0.5, 100, 0.01));
  expect(p).toBeLessThan(1e-6);
  expect(medianGap).toBeCloseTo(0.5, 9);
});

test("ties count as one half", () => {
  expect(compareSamples([1, 1, 1, 1], [1, 1, 1, 1])).toMatchObject({ p: expect.closeTo(1, 6), medianGap: 0 });
});

test("the median of an even number of values lies between the middle two", () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 3, 2])]).toEqual([2, 2.5]);
});

test("the noise of a gap shrinks with the root of the number of values", () => {
  const few = compareSamples(range(0, 100, 0.01), range(0, 100, 0.01)).gapNoise;
  const many = compareSamples(range(0, 10_000, 0.0001), range(0, 10_000, 0.0001)).gapNoise;
  expect(few / many).toBeCloseTo(10, 0);
});

test("pairs with known ranks have the probability of the tables", () => {
  // W = 195 of 20: z = (195 - 105 - 0.5) / sqrt(20 * 21 * 41 / 24) = 3.3413.
  const differences = range(1, 20).map((value) => (value <= 5 ? -value : value));
  const first = range(100, 20, 7);
  const second = first.map((value, index) => value + (differences[index] ?? 0));
  const { p, medianGap } = comparePairs(first, second);
  expect(p).toBeCloseTo(0.000834, 5);
  expect(medianGap).toBe(10.5);
});

test("pairs detect a shift under a drift that hides it from samples", () => {
  const drifting = range(0, 100);
  const shifted = drifting.map((value, index) => value + 0.5 + (index % 7) * 0.01);
  expect(compareSamples(drifting, shifted).p).toBeGreaterThan(0.5);
  expect(comparePairs(drifting, shifted).p).toBeLessThan(1e-6);
});

test("pairs of the same values do not differ, and pairs require two samples of one length", () => {
  expect(comparePairs(range(0, 50), range(0, 50))).toMatchObject({ p: expect.closeTo(1, 6), medianGap: 0 });
  expect(() => comparePairs([1], [])).toThrow(RangeError);
});
