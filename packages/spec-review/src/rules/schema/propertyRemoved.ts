import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that the document no longer declares. */
export const propertyRemoved: SchemaRule = {
  id: "property-removed",
  severity: "breaking",
  summary:
    "A member was removed: callers who send it are refused or silently not heard, clients who read it find nothing, " +
    "and no generated type has it any more.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} was removed from ${told.place}`,
    why: words.byDirection(told, {
      request:
        "Callers who send it are refused or, worse, silently not heard; their generated types lose the name.",
      response: "Clients who read it find nothing; code written against generated types does not compile.",
    }),
    wayOut: words.byDirection(told, {
      request: "Keep accepting the member, mark it `deprecated`, and remove it with the next major version.",
      response: "Keep sending the member, mark it `deprecated`, and remove it with the next major version.",
    }),
  }),
};
