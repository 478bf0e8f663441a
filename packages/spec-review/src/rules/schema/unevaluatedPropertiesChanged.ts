import { groupRule } from "../groupRule.ts";
import type { KeywordRule } from "../SchemaRule.ts";

/** `unevaluatedProperties` of an object; what it concerns depends on the whole schema. */
export const unevaluatedPropertiesChanged: KeywordRule = {
  ...groupRule({
    id: "unevaluated-properties-changed",
    keywords: ["unevaluatedProperties"],
    summary:
      "`unevaluatedProperties` changed: in a request members that the document does not name are refused, in a " +
      "response they reach clients who were promised there would be none.",
    request: {
      why: "Callers who send members that the document does not name are refused.",
      wayOut: "Ignore unknown members on the server instead of refusing them.",
    },
    response: {
      why: "Clients who refuse or choke on members they do not know can now receive some.",
      wayOut: "Keep the object closed, and name every member that is sent.",
    },
  }),
  demand: ({ node }) => [{ allOf: [node] }],
};
