import { groupRule } from "../groupRule.ts";

/** The leading items of a list, where their number changed. */
export const prefixItemsChanged = groupRule({
  id: "prefix-items-changed",
  keywords: ["prefixItems", "items"],
  summary:
    "The described leading items of a list became more or fewer: requests with items of the old form are refused, " +
    "responses hold items of a form that clients do not know.",
  request: {
    why: "Callers who send a list of the old form are refused.",
    wayOut: "Accept the old form as well, or take an object with names instead of positions.",
  },
  response: {
    why: "Clients who read items by their position can now find something else there.",
    wayOut: "Add new items at the end, and only where the old document leaves the end open.",
  },
});
