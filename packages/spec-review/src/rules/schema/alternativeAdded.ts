import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A new member of `oneOf` or `anyOf`. */
export const alternativeAdded: SchemaRule = {
  id: "alternative-added",
  severity: "breaking",
  summary:
    "An alternative (`oneOf`, `anyOf`) was added: in a response a form arrives that no client knows; in a request a " +
    "`oneOf` can become ambiguous.",
  say: (told) => ({
    title: `Alternative ${words.code(told.change.subject)} was added to ${told.place}`,
    why: words.byDirection(told, {
      request:
        "Values that fit the new alternative as well as an old one are no longer exactly one of them, and are refused.",
      response: "Clients who know the old alternatives only cannot read the new one.",
    }),
    wayOut: words.byDirection(told, {
      request: "Make the alternatives exclude each other (a member with a `const` each).",
      response: "Send the new form only to clients who ask for it, or under a new operation.",
    }),
  }),
};
