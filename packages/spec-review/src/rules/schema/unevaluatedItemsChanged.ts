import { groupRule } from "../groupRule.ts";
import type { KeywordRule } from "../SchemaRule.ts";

/** `unevaluatedItems` of a list; what it concerns depends on the whole schema. */
export const unevaluatedItemsChanged: KeywordRule = {
  ...groupRule({
    id: "unevaluated-items-changed",
    keywords: ["unevaluatedItems"],
    summary:
      "`unevaluatedItems` changed: in a request items beyond the described ones are refused, in a response they " +
      "reach clients who were promised there would be none.",
    request: {
      why: "Callers who send items beyond the described ones are refused.",
      wayOut: "Ignore further items on the server instead of refusing them.",
    },
    response: {
      why: "Clients who take the described items for all of them can now receive more.",
      wayOut: "Keep the list closed, and describe every item that is sent.",
    },
  }),
  demand: ({ node }) => [{ allOf: [node] }],
};
