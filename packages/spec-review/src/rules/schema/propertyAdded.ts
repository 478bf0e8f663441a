import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that the document newly declares. */
export const propertyAdded: SchemaRule = {
  id: "property-added",
  severity: "breaking",
  summary:
    "A member was added: harmless where the object is open, but an object whose other members the old document " +
    "describes leaves no room for it.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} was added to ${told.place}`,
    why: words.byDirection(told, {
      request:
        "Callers who already send something else under this name, as the old document allows, are refused.",
      response:
        "The old document says what every other member of this object is: clients who read it so cannot read this one.",
    }),
    wayOut: words.byDirection(told, {
      request: "Choose a name that the old document leaves no room for, or accept any value under it.",
      response: "Open the object first (with notice), then add members; or add it under a new media type.",
    }),
  }),
};

/** A member that the document newly declares in an object of a response that it had closed. */
export const closedResponseExtended: SchemaRule = {
  id: "closed-response-extended",
  severity: "risky",
  summary:
    "A member was added to an object of a response that the old document closes (`additionalProperties: false`, " +
    "`unevaluatedProperties: false`): clients who validate responses reject it, all others skip it.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} was added to ${told.place}, which was closed`,
    why: "Clients who validate responses against the old document reject the new member.",
    wayOut:
      "Leave objects of responses open, and announce it before members are added; set this rule to `breaking` where clients validate.",
  }),
};
