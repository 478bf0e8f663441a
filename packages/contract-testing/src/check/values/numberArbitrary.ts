import { multipleOfCheck } from "@gatehouse/contract";
import * as fc from "fast-check";
import { boundedFilter } from "./boundedFilter.ts";
import { type Channel, isTextChannel } from "./Channel.ts";
import { type Conjunction, numbersOf, valuesOf } from "./Conjunction.ts";

/** Numbers without a documented limit stay within what a double holds exactly. */
const WIDEST = 1e15;

/** The limits of a conjunction to numbers. */
interface NumberLimits {
  readonly low: number;
  readonly high: number;
  readonly lowExcluded: boolean;
  readonly highExcluded: boolean;
}

/** Gathers the limits that a conjunction sets to numbers, those of the integer formats included. */
function numberLimits(conjunction: Conjunction): NumberLimits {
  const formats = valuesOf(conjunction, "format");
  const widest = formats.includes("int32")
    ? { low: -(2 ** 31), high: 2 ** 31 - 1 }
    : { low: -WIDEST, high: WIDEST };
  const low = Math.max(Number.NEGATIVE_INFINITY, ...numbersOf(conjunction, "minimum"));
  const high = Math.min(Number.POSITIVE_INFINITY, ...numbersOf(conjunction, "maximum"));
  const above = Math.max(Number.NEGATIVE_INFINITY, ...numbersOf(conjunction, "exclusiveMinimum"));
  const below = Math.min(Number.POSITIVE_INFINITY, ...numbersOf(conjunction, "exclusiveMaximum"));
  const lowest = Math.max(low, above);
  const highest = Math.min(high, below);
  return {
    low: Number.isFinite(lowest) ? lowest : Math.min(widest.low, highest),
    high: Number.isFinite(highest) ? highest : Math.max(widest.high, lowest),
    lowExcluded: above >= low && Number.isFinite(above),
    highExcluded: below <= high && Number.isFinite(below),
  };
}

/** Integers that fit a conjunction; `undefined` where there are none. */
export function integerArbitrary(conjunction: Conjunction): fc.Arbitrary<number> | undefined {
  const { low, high, lowExcluded, highExcluded } = numberLimits(conjunction);
  const step = stepOf(conjunction);
  const min = Math.ceil(low / step) + (lowExcluded && Number.isInteger(low / step) ? 1 : 0);
  const max = Math.floor(high / step) - (highExcluded && Number.isInteger(high / step) ? 1 : 0);
  if (min > max) return undefined;
  const source = fc.oneof(
    { arbitrary: fc.integer({ min: clamp(min), max: clamp(max) }), weight: 1 },
    { arbitrary: fc.integer(narrow(clamp(min), clamp(max))), weight: 2 },
  );
  return boundedFilter(
    source.map((count) => roundToStep(count, step)),
    (value) => Number.isInteger(value) && isMultiple(conjunction, value),
  );
}

/** Numbers that fit a conjunction; `undefined` where there are none. */
export function numberArbitrary(
  conjunction: Conjunction,
  channel: Channel,
): fc.Arbitrary<number> | undefined {
  const integers = integerArbitrary(conjunction);
  const limits = numberLimits(conjunction);
  if (limits.low > limits.high) return undefined;
  const multiples = numbersOf(conjunction, "multipleOf");
  const sources = [
    ...(integers === undefined ? [] : [integers]),
    multiples.length > 0 ? fractions(limits, stepOf(conjunction)) : doubles(limits),
  ];
  return boundedFilter(fc.oneof(...sources), (value) => {
    const isPlain = !isTextChannel(channel) || !String(value).includes("e");
    return isPlain && isMultiple(conjunction, value) && isWithin(limits, value);
  });
}

/** Whether a number is a multiple of every `multipleOf` of a conjunction. */
function isMultiple(conjunction: Conjunction, value: number): boolean {
  return numbersOf(conjunction, "multipleOf").every((step) => multipleOfCheck(step)(value));
}

function isWithin({ low, high, lowExcluded, highExcluded }: NumberLimits, value: number): boolean {
  return (lowExcluded ? value > low : value >= low) && (highExcluded ? value < high : value <= high);
}

function doubles({ low, high, lowExcluded, highExcluded }: NumberLimits): fc.Arbitrary<number> {
  if (low === high) return fc.constant(low);
  const wide = { noNaN: true, noDefaultInfinity: true } as const;
  const range = { min: low, max: high, minExcluded: lowExcluded, maxExcluded: highExcluded };
  const withoutNegativeZero = (value: number) => (Object.is(value, -0) ? 0 : value);
  const readable = fc
    .double({
      ...wide,
      min: Math.max(low, -1e4),
      max: Math.min(high, 1e4) < Math.max(low, -1e4) ? high : Math.min(high, 1e4),
    })
    .map((value) => Math.round(value * 100) / 100);
  return fc.oneof(readable, fc.double({ ...wide, ...range })).map(withoutNegativeZero);
}

function fractions({ low, high }: NumberLimits, step: number): fc.Arbitrary<number> {
  const min = clamp(Math.ceil(low / step));
  const max = Math.max(min, clamp(Math.floor(high / step)));
  return fc.integer({ min, max }).map((count) => roundToStep(count, step));
}

/** The largest of the documented steps, or one. */
function stepOf(conjunction: Conjunction): number {
  const steps = numbersOf(conjunction, "multipleOf").filter((step) => step > 0);
  return steps.length === 0 ? 1 : Math.max(...steps);
}

/** Decimal steps have no exact double; the nearest one is what a reader would write. */
function roundToStep(count: number, step: number): number {
  const product = count * step;
  const value =
    Number.isInteger(product) && Math.abs(product) < 1e15 ? product : Number(product.toPrecision(15));
  return Object.is(value, -0) ? 0 : value;
}

function clamp(value: number): number {
  return Math.max(-WIDEST, Math.min(WIDEST, value));
}

/** A part of a wide range that people would write numbers of. */
function narrow(min: number, max: number): { readonly min: number; readonly max: number } {
  const low = Math.max(min, -1000);
  const high = Math.min(max, 1000);
  return low <= high ? { min: low, max: high } : { min, max };
}
