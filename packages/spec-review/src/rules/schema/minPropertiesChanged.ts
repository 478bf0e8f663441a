import { limitRule } from "../limitRule.ts";

/** `minProperties` of an object. */
export const minPropertiesChanged = limitRule({
  id: "min-properties-changed",
  keyword: "minProperties",
  counted: "members",
  beyond: "an object with fewer members",
});
