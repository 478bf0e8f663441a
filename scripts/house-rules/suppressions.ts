import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

/** Habit 8: every place where the compiler is silenced says why. Biome does the same for its own. */
export const suppressions: HouseRule = {
  name: "suppressions",
  advice: "Write the reason behind @ts-expect-error, in words; @ts-nocheck and @ts-ignore are not used.",
  find: ({ sources, tests }) =>
    findLines({
      files: [...sources, ...tests],
      pattern: /@ts-(?:expect-error|ignore|nocheck)/,
      except: /@ts-expect-error \S+ \S+|"[^"]*@ts-/,
      inComments: true,
    }),
};
