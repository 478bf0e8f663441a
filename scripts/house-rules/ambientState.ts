import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

const MAY_READ = /\/main\.ts$|\/src\/composition\/|\/\w*[cC]lock\.ts$/;

/** Habit 17: the wall clock and chance come in from outside. The environment is watched by Biome. */
export const ambientState: HouseRule = {
  name: "ambient-state",
  advice:
    "Take a Clock, or a source of random bytes, as a parameter; main.ts and composition/ hand them in. Tests can then " +
    "set the time, and nothing depends on when it runs.",
  find: ({ sources }) =>
    findLines({
      files: sources.filter(({ path }) => !MAY_READ.test(path)),
      pattern: /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/,
    }),
};
