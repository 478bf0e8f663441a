import { Refused, type RefusedFacts } from "./Refused.ts";

/** Refuses a credential that is good but does not give the right: 403. */
export function forbidden(facts: RefusedFacts = {}): Refused {
  return new Refused("forbidden", facts);
}
