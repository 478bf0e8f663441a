import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member of `oneOf` or `anyOf` that is gone. */
export const alternativeRemoved: SchemaRule = {
  id: "alternative-removed",
  severity: "breaking",
  summary:
    "An alternative (`oneOf`, `anyOf`) was removed: in a request callers who send this form are refused.",
  say: (told) => ({
    title: `Alternative ${words.code(told.change.subject)} was removed from ${told.place}`,
    why: words.byDirection(told, {
      request: "Callers who send this form are refused.",
      response: "Clients never see this form again; code for it is dead.",
    }),
    wayOut: "Go on accepting the form, deprecated, until the next major version.",
  }),
};
