import { groupRule } from "../groupRule.ts";

/** `dependentSchemas` of an object. */
export const dependentSchemasChanged = groupRule({
  id: "dependent-schemas-changed",
  keywords: ["dependentSchemas"],
  summary:
    "`dependentSchemas` changed: what holds once a member is present is stricter for requests, or looser for " +
    "responses, than callers and clients know.",
  request: {
    why: "Callers who send the member with the rest as the old document allows are refused.",
    wayOut: "Demand the new form only where a new member asks for it.",
  },
  response: {
    why: "Clients who rely on the form that came with the member can now receive another one.",
    wayOut: "Keep the old form whenever the member is present.",
  },
});
