import { groupRule } from "../groupRule.ts";

/** `if`, `then` and `else`. */
export const conditionChanged = groupRule({
  id: "condition-changed",
  keywords: ["if", "then", "else"],
  summary:
    "A condition (`if`, `then`, `else`) changed: under it requests that used to be fine are refused, or responses " +
    "take a form that clients do not know.",
  request: {
    why: "Callers whose values meet the condition, and were fine before, are refused.",
    wayOut: "Tie the new demand to something new, so that no old request meets the condition.",
  },
  response: {
    why: "Clients who rely on what the condition promised can now receive other values.",
    wayOut: "Keep the promise of the old condition in this response.",
  },
});
