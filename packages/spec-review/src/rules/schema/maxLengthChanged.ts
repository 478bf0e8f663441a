import { limitRule } from "../limitRule.ts";

/** `maxLength` of a text. */
export const maxLengthChanged = limitRule({
  id: "max-length-changed",
  keyword: "maxLength",
  counted: "characters",
  beyond: "a longer text",
});
