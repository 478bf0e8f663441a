import type { JsonValue } from "@gatehouse/contract";
import type { SetSpace } from "./SetSpace.ts";
import type { Term } from "./Term.ts";

/** Makes values; knows how deep it is. */
export interface Sampler {
  readonly space: SetSpace;
  readonly depth: number;
  /** Makes values one level deeper. */
  readonly sample: (sampler: Sampler, term: Term) => Iterable<JsonValue>;
}

/** Candidates that are looked at before giving up. */
const MOST_TRIES = 12;

/** The first value that really is in the set, and that the caller likes; undefined where none is found. */
export function firstSample(
  sampler: Sampler,
  term: Term,
  likes: (value: JsonValue) => boolean = () => true,
): JsonValue | undefined {
  let tries = 0;
  for (const value of sampler.sample(sampler, term)) {
    if (sampler.space.contains(term, value) && likes(value)) return value;
    tries += 1;
    if (tries >= MOST_TRIES) return undefined;
  }
  return undefined;
}

/** A number in letters instead of digits: `a` is 0, `z` is 25, `ba` is 26. */
export function letters(number: number): string {
  const digits = number.toString(26);
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("");
}
