import { restOfMembers } from "../../diff/restOfMembers.ts";
import { groupRule } from "../groupRule.ts";
import type { KeywordRule } from "../SchemaRule.ts";

/** What an object may hold beside the members that it names. */
export const additionalPropertiesChanged: KeywordRule = {
  ...groupRule({
    id: "additional-properties-changed",
    keywords: ["additionalProperties"],
    summary:
      "`additionalProperties` changed: in a request members that the document does not name are refused, in a " +
      "response they reach clients who were promised there would be none.",
    request: {
      why: "Callers who send members that the document does not name, as it allowed, are refused.",
      wayOut: "Ignore unknown members on the server instead of refusing them.",
    },
    response: {
      why: "Clients who refuse or choke on members they do not know can now receive some.",
      wayOut: "Keep the object closed, and name every member that is sent.",
    },
  }),
  demand: restOfMembers,
};
