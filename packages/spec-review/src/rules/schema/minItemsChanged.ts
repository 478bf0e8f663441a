import { limitRule } from "../limitRule.ts";

/** `minItems` of a list. */
export const minItemsChanged = limitRule({
  id: "min-items-changed",
  keyword: "minItems",
  counted: "items",
  beyond: "a shorter list",
});
