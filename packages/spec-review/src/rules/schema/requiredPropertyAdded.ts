import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that requests must carry and that the old document does not know. */
export const requiredPropertyAdded: SchemaRule = {
  id: "required-property-added",
  severity: "breaking",
  summary: "A required member was added to a request: every caller who does not know it yet is refused.",
  say: (told) => ({
    title: `Required member ${words.code(told.change.subject)} was added to ${told.place}`,
    why: words.byDirection(told, {
      request: "Every caller who does not know the member yet is refused.",
      response: "Clients receive one more member; nobody has to read it.",
    }),
    wayOut: "Make the member optional and give it a default that means what happens today.",
  }),
};
