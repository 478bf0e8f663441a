import type { JsonValue } from "@gatehouse/contract";
import type { Sampler } from "./Sampler.ts";
import type { Term } from "./Term.ts";

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
