import { groupRule } from "../groupRule.ts";

/** `contains`, `minContains` and `maxContains` of a list. */
export const containsChanged = groupRule({
  id: "contains-changed",
  keywords: ["contains", "minContains", "maxContains"],
  summary:
    "`contains` or one of its counts changed: in a request lists without the items now asked for are refused, in a " +
    "response the items that clients count on may be missing or too many.",
  request: {
    why: "Callers who send lists as the old document allows them are refused.",
    wayOut: "Add the missing item on the server, or ask for it in a new member.",
  },
  response: {
    why: "Clients who look for these items in the list may no longer find them, or find more than they can take.",
    wayOut: "Keep sending the items that the old document promises.",
  },
});
