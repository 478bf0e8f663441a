import { groupRule } from "../groupRule.ts";

/** `propertyNames` of an object. */
export const propertyNamesChanged = groupRule({
  id: "property-names-changed",
  keywords: ["propertyNames"],
  summary:
    "`propertyNames` changed: in a request objects with names that used to be fine are refused, in a response names " +
    "arrive that the old document ruled out.",
  request: {
    why: "Callers who use names that the old document allows are refused.",
    wayOut: "Keep accepting the old names, and translate them on the server.",
  },
  response: {
    why: "Clients who turn the names into identifiers, columns or paths can now receive names of another form.",
    wayOut: "Keep the names in this response to the old form.",
  },
});
