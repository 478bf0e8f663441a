import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that callers could set and no longer can. */
export const propertyBecameReadOnly: SchemaRule = {
  id: "property-became-read-only",
  severity: "breaking",
  summary: "A member became read-only: callers who set it are refused or not heard.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} of ${told.place} became read-only`,
    why: "Callers who set the member are refused or, worse, silently not heard.",
    wayOut: "Go on accepting the member, deprecated, until the next major version.",
  }),
};
