import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** Values that an `enum` or `const` newly lists. */
export const enumValueAdded: SchemaRule = {
  id: "enum-value-added",
  severity: "breaking",
  summary:
    "Listed values were added: in a response a value arrives that no client knows; exhaustive branches and generated " +
    "enumerations fail.",
  say: (told) => ({
    title: `${told.change.subject ?? "Values"} added to the values of ${told.place}`,
    why: words.byDirection(told, {
      request: "Callers may use the new values; nobody has to.",
      response:
        "Clients who branch over the listed values, or have them as a generated enumeration, fail on the new one.",
    }),
    wayOut:
      "Send the new value only to clients who ask for it (a parameter, a media type), or announce the list as open first: " +
      "`anyOf` of the `enum` and `type: string`, or `x-extensible-enum` in place of `enum`.",
  }),
};
