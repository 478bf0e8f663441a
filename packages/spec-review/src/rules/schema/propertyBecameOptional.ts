import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A member that was required and is optional. */
export const propertyBecameOptional: SchemaRule = {
  id: "property-became-optional",
  severity: "breaking",
  summary:
    "A required member became optional: in a response it may be missing where clients read it without looking.",
  say: (told) => ({
    title: `Member ${words.code(told.change.subject)} of ${told.place} became optional`,
    why: words.byDirection(told, {
      request: "Callers may leave the member out; nobody has to.",
      response: "Clients who read the member without asking whether it is there fail when it is missing.",
    }),
    wayOut: "Go on sending the member always; an empty value is better than none.",
  }),
};
