import type { SchemaRule } from "../SchemaRule.ts";

/** A schema that was marked `deprecated`. */
export const schemaDeprecated: SchemaRule = {
  id: "schema-deprecated",
  severity: "safe",
  summary: "A value was marked `deprecated`: it still works, and will go.",
  say: ({ place }) => ({
    title: `${place} is deprecated`,
    why: "Nobody breaks today; callers and clients should move on.",
    wayOut: "Say in the description what to use instead.",
  }),
};
