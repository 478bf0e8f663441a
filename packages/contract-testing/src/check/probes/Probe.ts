import type * as fc from "fast-check";
import type { Aspect } from "../Aspect.ts";
import type { Expectation } from "../Expectation.ts";
import type { Draft } from "../requests/Draft.ts";

/** One question to a server, with the requests that ask it. */
export interface Probe {
  readonly aspect: Aspect;
  readonly expectation: Expectation;
  /** `undefined` stands for a draft that does not ask the question; it is not sent. */
  readonly drafts: fc.Arbitrary<Draft | undefined>;
}
