import { textOf } from "@gatehouse/contract";
import * as fc from "fast-check";
import { boundedFilter } from "./boundedFilter.ts";
import type { Channel } from "./Channel.ts";
import { type Conjunction, numbersOf, valuesOf } from "./Conjunction.ts";
import { formatArbitrary } from "./formatArbitrary.ts";
import { fitsLength, type LengthLimits, patternArbitrary } from "./patternArbitrary.ts";

/** Strings above this length are not made: nobody documents a shorter limit by them. */
export const LONGEST_STRING = 70_000;

/** Every character that can be sent in UTF-8. The ready-made unit of fast-check builds a table of them all first. */
export const ANY_CHARACTER: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

/** The limits that a conjunction sets to the length of strings, in characters. */
export function lengthLimits(conjunction: Conjunction): LengthLimits {
  return {
    minimum: Math.max(0, ...numbersOf(conjunction, "minLength")),
    maximum: Math.min(Number.POSITIVE_INFINITY, ...numbersOf(conjunction, "maxLength")),
  };
}

/** Strings that fit a conjunction and can travel in a channel. */
export function stringArbitrary(conjunction: Conjunction, channel: Channel): fc.Arbitrary<string> {
  const limits = lengthLimits(conjunction);
  const patterns = valuesOf(conjunction, "pattern").map((pattern) => new RegExp(String(pattern), "u"));
  const source = sourceOf(conjunction, limits, channel);
  return boundedFilter(source, (text) => {
    return (
      fitsLength(text, limits) && patterns.every((pattern) => pattern.test(text)) && isCarried(text, channel)
    );
  });
}

/** Whether a string arrives in a channel as it was sent. */
export function isCarried(text: string, channel: Channel): boolean {
  switch (channel) {
    case "json":
    case "text":
      return true;
    case "path":
      return text !== "" && text !== "." && text !== ".." && !/[/\\\p{Cc}\p{Cs}]/u.test(text);
    case "query":
    case "form":
      return text !== "" && !/[\p{Cc}\p{Cs}]/u.test(text);
    case "header":
      return /^[!-~]([ -~]*[!-~])?$/.test(text);
    case "cookie":
      return /^[!#$&'()*+\-./\w:<=>?@[\]^`{|}~]+$/.test(text);
  }
}

function sourceOf(conjunction: Conjunction, limits: LengthLimits, channel: Channel): fc.Arbitrary<string> {
  const [pattern] = valuesOf(conjunction, "pattern");
  if (pattern !== undefined) return patternArbitrary(String(pattern), limits);
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
  const words = fc.string({ ...length, unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789-_") });
  if (channel === "cookie" || channel === "header") return words;
  const anyScript = fc.string({ ...length, unit: fc.constantFrom(..."aZ0 éßñ漢字Жاह🙂\u0301") });
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
