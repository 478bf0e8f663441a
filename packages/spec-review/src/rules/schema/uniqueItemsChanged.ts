import { groupRule } from "../groupRule.ts";

/** `uniqueItems` of a list. */
export const uniqueItemsChanged = groupRule({
  id: "unique-items-changed",
  keywords: ["uniqueItems"],
  summary:
    "`uniqueItems` changed: in a request lists with repetitions are refused, in a response repetitions reach clients " +
    "who use the items as keys.",
  request: {
    why: "Callers who repeat an item are refused.",
    wayOut: "Drop repetitions on the server instead of refusing the list.",
  },
  response: {
    why: "Clients who use the items as keys or as a set can now meet the same item twice.",
    wayOut: "Keep removing repetitions in this response.",
  },
});
