import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that the document newly declares. */
export const propertyAdded: SchemaRule = {
  id: "property-added",
  severity: "breaking",
  summary:
    "A member was added: harmless where the object is open, but an object that the old document closes, or whose " +
    "other members it describes, leaves no room for it.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} was added to ${told.place}`,
    why: words.byDirection(told, {
      request:
        "Callers who already send something else under this name, as the old document allows, are refused.",
      response: "The old document closes this object: clients who validate against it refuse the new member.",
    }),
    wayOut: words.byDirection(told, {
      request: "Choose a name that the old document leaves no room for, or accept any value under it.",
      response: "Open the object first (with notice), then add members; or add it under a new media type.",
    }),
  }),
};
