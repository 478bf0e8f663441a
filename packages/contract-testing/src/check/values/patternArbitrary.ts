import * as fc from "fast-check";
import { boundedFilter } from "./boundedFilter.ts";
import { scanPattern } from "./scanPattern.ts";

/** How long the strings of a pattern have to be, in characters. */
export interface LengthLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/** Repetitions above the lower limit that are tried where a pattern repeats without limit. */
const SPREAD = 12;
/** Strings looked at to find out whether a source is of use. */
const SAMPLES = 6;
/** Sources of use that are enough. */
const ENOUGH = 2;
/** Parts beside a repeated one take this many characters at most for an exact length to be found. */
const LONGEST_REST = 8;

/** Strings that match a pattern (ECMA-262, with the flag `u`) and have a length within limits. */
export function patternArbitrary(pattern: string, limits: LengthLimits): fc.Arbitrary<string> {
  const regex = new RegExp(pattern, "u");
  const accepts = (text: string) => regex.test(text) && fitsLength(text, limits);
  const usable = usableSources(sourcesOf(pattern, limits), accepts);
  const source = usable.length === 0 ? fc.string({ unit: "grapheme-ascii" }) : fc.oneof(...usable);
  return boundedFilter(source, accepts);
}

/** The first sources that are mostly of use, or else those that are at times. */
function usableSources(
  sources: Iterable<string>,
  accepts: (text: string) => boolean,
): readonly fc.Arbitrary<string>[] {
  const good: fc.Arbitrary<string>[] = [];
  const poor: fc.Arbitrary<string>[] = [];
  for (const source of sources) {
    const arbitrary = arbitraryOf(source);
    if (arbitrary === undefined) continue;
    const found = fc.sample(arbitrary, { numRuns: SAMPLES, seed: 1 }).filter(accepts).length;
    if (found > 0) (found > SAMPLES / 2 ? good : poor).push(arbitrary);
    if (good.length === ENOUGH) break;
  }
  return good.length > 0 ? good : poor;
}

/** Whether a string has a length within limits, counted in characters as JSON Schema does. */
export function fitsLength(text: string, { minimum, maximum }: LengthLimits): boolean {
  if (text.length < minimum) return false;
  if (text.length <= maximum && text.length / 2 >= minimum) return true;
  const { length } = [...text];
  return length >= minimum && length <= maximum;
}

function arbitraryOf(source: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(source, "u"));
  } catch {
    return undefined; // fast-check knows most of the syntax of patterns, not all.
  }
}

/** The pattern itself, and variants that come out at the wanted length. */
function* sourcesOf(pattern: string, limits: LengthLimits): Iterable<string> {
  yield pattern;
  if (limits.minimum > 0 || Number.isFinite(limits.maximum)) {
    yield* limitedSources(pattern, limits);
    yield* paddedSources(pattern, limits);
  }
  yield* lookaheadSources(pattern);
}

/** Each unlimited repetition limited. */
function limitedSources(pattern: string, limits: LengthLimits): readonly string[] {
  return scanPattern(pattern).repetitions.flatMap(({ start, end, atLeast }) =>
    countsFor(limits, atLeast).map((count) => `${pattern.slice(0, start)}${count}${pattern.slice(end)}`),
  );
}

/** A pattern that leaves the end open, followed by as much as is missing. */
function paddedSources(pattern: string, limits: LengthLimits): readonly string[] {
  if (pattern.endsWith("$")) return [];
  const start = pattern.startsWith("^") ? "" : "^";
  return countsFor(limits, 0).map((count) => `${start}(?:${pattern.replace(/^\^/, "")})[a-z0-9]${count}$`);
}

/** Repetitions that come out at the wanted length, beside something of 0, 1, 2 … characters. */
function countsFor({ minimum, maximum }: LengthLimits, atLeast: number): readonly string[] {
  return Array.from({ length: LONGEST_REST + 1 }, (_, rest) => rest).flatMap((rest) => {
    const low = Math.max(atLeast, minimum - rest);
    const high = Math.max(low, Math.min(maximum - rest, low + SPREAD));
    return maximum - rest < low ? [] : [`{${low},${high}}`];
  });
}

/**
 * For a pattern with lookaheads, as passwords have them: strings made of what each lookahead asks for, one after the
 * other, around what the rest of the pattern matches.
 */
function lookaheadSources(pattern: string): readonly string[] {
  const { assertions, rest } = scanPattern(pattern);
  if (assertions.length === 0) return [];
  const wanted = assertions.filter(({ isPositive }) => isPositive).map(({ content }) => `(?:${content})`);
  const core = rest.replace(/^\^/, "").replace(/\$$/, "");
  const parts = [...wanted.map((part) => part.replaceAll(".*", "").replaceAll("$", "")), `(?:${core})`];
  return [`^${parts.join("")}$`, `^${[...parts].reverse().join("")}$`, `^(?:${core})$`];
}
