import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A union that came, went or changed its keyword. */
export const compositionChanged: SchemaRule = {
  id: "composition-changed",
  severity: "breaking",
  summary:
    "The composition of a schema (`oneOf`, `anyOf`) came, went or changed: what it allows as a whole is narrower for " +
    "requests or wider for responses.",
  say: (told) => ({
    title: `The composition of ${told.place} changed`,
    why: words.byDirection(told, {
      request: "Callers who send values that the old composition allows are refused.",
      response: "Clients who know the forms of the old composition can now receive others.",
    }),
    wayOut: "Keep all forms of the old composition, and give a new form a place of its own.",
  }),
};
