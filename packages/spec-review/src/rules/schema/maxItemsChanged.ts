import { limitRule } from "../limitRule.ts";

/** `maxItems` of a list. */
export const maxItemsChanged = limitRule({
  id: "max-items-changed",
  keyword: "maxItems",
  counted: "items",
  beyond: "a longer list",
});
