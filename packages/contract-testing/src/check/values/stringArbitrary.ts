import { textOf } from "@gatehouse/contract";
import * as fc from "fast-check";
import { boundedFilter } from "./boundedFilter.ts";
import { type Channel, isCarried } from "./Channel.ts";
import { type Conjunction, numbersOf, valuesOf } from "./Conjunction.ts";
import { formatArbitrary } from "./formatArbitrary.ts";
import { scanPattern } from "./scanPattern.ts";

/** How long the strings of a pattern have to be, in characters. */
interface LengthLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/** The longest generated string: a longer one would only violate limits that no document sets. */
export const LONGEST_STRING = 70_000;

/** Every character that can be sent in UTF-8. The ready-made unit of fast-check builds a table of them all first. */
export const ANY_CHARACTER: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

// Kept: fast-check looks at each new unit for a while.
const WORD_CHARACTER = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789-_");
const SCRIPT_CHARACTER = fc.constantFrom(..."aZ0 éßñ漢字Жاह🙂\u0301");

/** The limits that a conjunction sets to the length of strings, in characters. */
export function lengthLimits(conjunction: Conjunction): LengthLimits {
  return {
    minimum: Math.max(0, ...numbersOf(conjunction, "minLength")),
    maximum: Math.min(Number.POSITIVE_INFINITY, ...numbersOf(conjunction, "maxLength")),
  };
}

/** Strings that fit a conjunction and can travel in a channel. */
export function stringArbitrary(
  conjunction: Conjunction,
  channel: Channel,
  matching: typeof patternArbitrary,
): fc.Arbitrary<string> {
  const limits = lengthLimits(conjunction);
  const [first, ...others] = valuesOf(conjunction, "pattern").map(String);
  const patterns = others.map((pattern) => new RegExp(pattern, "u"));
  const source = first === undefined ? withoutPattern(conjunction, limits, channel) : matching(first, limits);
  return boundedFilter(source, (text) => {
    return (
      fitsLength(text, limits) && patterns.every((pattern) => pattern.test(text)) && isCarried(text, channel)
    );
  });
}

function withoutPattern(
  conjunction: Conjunction,
  limits: LengthLimits,
  channel: Channel,
): fc.Arbitrary<string> {
  const formats = valuesOf(conjunction, "format").flatMap((format) => {
    const arbitrary = formatArbitrary(textOf(format) ?? "");
    return arbitrary === undefined ? [] : [arbitrary];
  });
  return formats[0] ?? plainString(limits, channel);
}

function plainString({ minimum, maximum }: LengthLimits, channel: Channel): fc.Arbitrary<string> {
  const low = Math.min(minimum, LONGEST_STRING);
  const length = { minLength: low, maxLength: Math.max(low, Math.min(maximum, LONGEST_STRING)) };
  // A grapheme can be several characters long; only single characters keep to a limit.
  const ascii = fc.string({ ...length, unit: "grapheme-ascii" });
  const words = fc.string({ ...length, unit: WORD_CHARACTER });
  if (channel === "cookie" || channel === "header") return words;
  const anyScript = fc.string({ ...length, unit: SCRIPT_CHARACTER });
  if (channel !== "json" && channel !== "text") {
    return fc.oneof(
      { arbitrary: words, weight: 3 },
      { arbitrary: ascii, weight: 1 },
      { arbitrary: anyScript, weight: 1 },
    );
  }
  const anyCharacter = fc.string({ ...length, unit: ANY_CHARACTER });
  return fc.oneof(
    { arbitrary: words, weight: 2 },
    { arbitrary: ascii, weight: 3 },
    { arbitrary: anyScript, weight: 1 },
    { arbitrary: anyCharacter, weight: 1 },
  );
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

/** The pattern itself, and variants with the wanted length. */
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

/** Repetitions with the wanted length, beside other parts of 0, 1, 2 … characters. */
function countsFor({ minimum, maximum }: LengthLimits, atLeast: number): readonly string[] {
  return Array.from({ length: LONGEST_REST + 1 }, (_, rest) => rest).flatMap((rest) => {
    const low = Math.max(atLeast, minimum - rest);
    const high = Math.max(low, Math.min(maximum - rest, low + SPREAD));
    return maximum - rest < low ? [] : [`{${low},${high}}`];
  });
}

/**
 * For a pattern with lookaheads, as passwords have them: strings that contain a match of each lookahead, one after the
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
