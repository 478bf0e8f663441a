import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

/** Habit 22: what is left to do is written where it is planned. */
export const todos: HouseRule = {
  name: "todos",
  advice: "Give the number of the issue, `TODO(#12): …`, or do it now.",
  find: ({ sources, tests }) =>
    findLines({
      files: [...sources, ...tests],
      pattern: /\/[/*].*\b(?:TODO|FIXME|XXX|HACK)\b/,
      except: /\b(?:TODO|FIXME)\(#\d+\): \S/,
      inComments: true,
    }),
};
