import { groupRule } from "../groupRule.ts";

/** Members that the document names by a pattern. */
export const patternPropertiesChanged = groupRule({
  id: "pattern-properties-changed",
  keywords: ["patternProperties"],
  summary:
    "`patternProperties` changed: in a request members whose names match are refused, in a response they take a form " +
    "that clients do not know.",
  request: {
    why: "Callers who send something else under a name that matches are refused.",
    wayOut: "Accept the old form under these names as well.",
  },
  response: {
    why: "Clients who rely on the form of members with such names can now receive another one.",
    wayOut: "Keep the old form under these names.",
  },
});
