import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A change as a whole, where no single keyword explains it. */
export const schemaChanged: SchemaRule = {
  id: "schema-changed",
  severity: "breaking",
  summary:
    "The schema as a whole became narrower for requests or wider for responses, although no single keyword explains it.",
  say: (told) => ({
    title: `${told.place} changed as a whole`,
    why: words.byDirection(told, {
      request: "There are values that the old document allows and the new one refuses.",
      response: "There are values that the old document rules out and the new one allows.",
    }),
    wayOut: "Look at the example: keep it valid, or keep it out, as it was.",
  }),
};
