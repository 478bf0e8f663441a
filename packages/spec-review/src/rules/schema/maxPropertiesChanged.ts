import { limitRule } from "../limitRule.ts";

/** `maxProperties` of an object. */
export const maxPropertiesChanged = limitRule({
  id: "max-properties-changed",
  keyword: "maxProperties",
  counted: "members",
  beyond: "an object with more members",
});
