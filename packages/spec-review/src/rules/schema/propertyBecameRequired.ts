import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that was optional and is required. */
export const propertyBecameRequired: SchemaRule = {
  id: "property-became-required",
  severity: "breaking",
  summary: "An optional member became required: in a request every caller who leaves it out is refused.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} of ${told.place} became required`,
    why: words.byDirection(told, {
      request: "Callers who leave the member out, as the old document allows, are refused.",
      response: "Clients can now count on the member.",
    }),
    wayOut: "Leave the member optional and fill in a default on the server.",
  }),
};
