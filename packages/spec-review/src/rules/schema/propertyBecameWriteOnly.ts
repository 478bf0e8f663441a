import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that clients could read and no longer can. */
export const propertyBecameWriteOnly: SchemaRule = {
  id: "property-became-write-only",
  severity: "breaking",
  summary: "A member became write-only: clients who read it find nothing.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} of ${told.place} became write-only`,
    why: "Clients who read the member find nothing; code written against generated types does not compile.",
    wayOut: "Go on sending the member (masked, if it is a secret), deprecated, until the next major version.",
  }),
};
