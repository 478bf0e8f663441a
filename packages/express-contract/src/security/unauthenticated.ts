import { Refused, type RefusedFacts } from "./Refused.ts";

/** Refuses a credential as unknown, expired or false: 401. */
export function unauthenticated(facts: RefusedFacts = {}): Refused {
  return new Refused("unauthenticated", facts);
}
