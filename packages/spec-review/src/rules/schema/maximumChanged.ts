import { boundRule } from "../boundRule.ts";

/** The upper limit of a number, inclusive or exclusive. */
export const maximumChanged = boundRule({
  id: "maximum-changed",
  side: "high",
  keyword: "maximum",
  beyond: "larger numbers",
});
