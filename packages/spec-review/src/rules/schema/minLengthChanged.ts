import { limitRule } from "../limitRule.ts";

/** `minLength` of a text. */
export const minLengthChanged = limitRule({
  id: "min-length-changed",
  keyword: "minLength",
  counted: "characters",
  beyond: "a shorter text",
});
