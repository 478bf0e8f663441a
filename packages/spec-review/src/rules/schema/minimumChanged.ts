import { boundRule } from "../boundRule.ts";

/** The lower limit of a number, inclusive or exclusive. */
export const minimumChanged = boundRule({
  id: "minimum-changed",
  side: "low",
  keyword: "minimum",
  beyond: "smaller numbers",
});
