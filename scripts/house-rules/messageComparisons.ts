import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

/** Habit 11: nothing is decided by the wording of an error. Diagnostics of a compiler have nothing but their wording. */
export const messageComparisons: HouseRule = {
  name: "message-comparisons",
  advice: "Compare the `code` of an error. Its message is for people and may be worded anew at any time.",
  find: ({ sources }) =>
    findLines({
      files: sources,
      pattern:
        /\.message (?:[!=]==?) |\.message\.(?:includes|startsWith|endsWith|match)\(|\.test\(\w+\.message\)/,
      except: /\bdiagnostic\.message|\.message [!=]== (?:""|undefined)/,
    }),
};
