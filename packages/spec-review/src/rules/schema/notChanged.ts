import { groupRule } from "../groupRule.ts";

/** `not`. */
export const notChanged = groupRule({
  id: "not-changed",
  keywords: ["not"],
  summary:
    "`not` changed: in a request values that used to be fine are now ruled out, in a response values arrive that " +
    "used to be ruled out.",
  request: {
    why: "Callers who send values that are now ruled out are refused.",
    wayOut: "Go on accepting these values, or handle them on the server.",
  },
  response: {
    why: "Clients who were promised never to see these values can now receive them.",
    wayOut: "Keep ruling these values out in this response.",
  },
});
