import { groupRule } from "../groupRule.ts";

/** `pattern` of a text. */
export const patternChanged = groupRule({
  id: "pattern-changed",
  keywords: ["pattern"],
  summary:
    "`pattern` changed: in a request texts that used to match are refused, in a response texts arrive that the old " +
    "pattern ruled out. Patterns are compared as regular languages, not as text.",
  request: {
    why: "Callers who send texts that the old pattern allows are refused.",
    wayOut: "Widen the pattern instead of replacing it, or normalise the text on the server.",
  },
  response: {
    why: "Clients who parse or validate by the old pattern can now receive texts that do not match it.",
    wayOut: "Keep to the old form in this response, or send the new form under a new member.",
  },
});
