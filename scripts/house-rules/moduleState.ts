import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

/**
 * Habit 17: a module remembers nothing; two servers in one process do not meet in it. A WeakMap from an object to what
 * was worked out of it is no state: it says the same whenever it is asked.
 */
export const moduleState: HouseRule = {
  name: "module-state",
  advice:
    "Keep what changes inside a factory (`createX` closes over it), so that each caller and each test has its own. A table " +
    "that never changes is declared as ReadonlyMap or ReadonlySet.",
  find: ({ sources }) =>
    findLines({
      files: sources,
      pattern: /^(?:export )?let |^(?:export )?const \w+(?:: (?:Map|Set)\b.*)? = new (?:Map|Set)\b.*\(\)/,
    }),
};
