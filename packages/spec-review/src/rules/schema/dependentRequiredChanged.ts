import { groupRule } from "../groupRule.ts";

/** `dependentRequired` of an object. */
export const dependentRequiredChanged = groupRule({
  id: "dependent-required-changed",
  keywords: ["dependentRequired"],
  summary:
    "`dependentRequired` changed: in a request a member now demands another one, in a response a member may come " +
    "without the one that used to come with it.",
  request: {
    why: "Callers who send the member without the others now demanded are refused.",
    wayOut: "Give the others a default on the server instead of demanding them.",
  },
  response: {
    why: "Clients who read the others whenever the member is there may find them missing.",
    wayOut: "Keep sending the members together.",
  },
});
