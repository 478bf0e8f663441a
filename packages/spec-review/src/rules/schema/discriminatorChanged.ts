import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** The member that tells alternatives apart, and the values that name them. */
export const discriminatorChanged: SchemaRule = {
  id: "discriminator-changed",
  severity: "breaking",
  summary:
    "The discriminator changed: values that named an alternative are not understood any more, or name another one.",
  say: (told) => ({
    title: `The discriminator of ${told.place} changed${told.change.subject ? `: ${told.change.subject}` : ""}`,
    why: words.byDirection(told, {
      request: "Callers who name the form by the old member or value are not understood.",
      response: "Clients who choose the type by the old member or value choose none, or the wrong one.",
    }),
    wayOut: "Keep the old member and values in the mapping, beside the new ones.",
  }),
};
