import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** Values that an `enum` or `const` no longer lists. */
export const enumValueRemoved: SchemaRule = {
  id: "enum-value-removed",
  severity: "breaking",
  summary: "Listed values were removed: in a request callers who send one of them are refused.",
  say: (told) => ({
    title: `${told.change.subject ?? "Values"} removed from the values of ${told.place}`,
    why: words.byDirection(told, {
      request: "Callers who send one of the removed values are refused.",
      response: "Clients never see the removed values again; code for them is dead.",
    }),
    wayOut: "Go on accepting the old values, deprecated, and map them to what they mean today.",
  }),
};
