import type { SchemaRule } from "../SchemaRule.ts";

/** Which of several open objects a value fits. */
export const alternativesOverlap: SchemaRule = {
  id: "alternatives-overlap",
  severity: "risky",
  summary:
    "A `oneOf` of open objects changed so that a value fits two alternatives, or no longer two: by the letter it is " +
    "refused or allowed otherwise than before, but few servers and clients count the alternatives that fit.",
  say: (told) => ({
    title: `Values can fit several alternatives of ${told.place} otherwise than before`,
    why: "A validator that counts the alternatives decides otherwise than before.",
    wayOut: "Make the alternatives exclude each other (a member with a `const` each), or write `anyOf`.",
  }),
};
