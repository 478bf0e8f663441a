import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";

/** Whether requests must have a body. */
export const requestBodyRequirementChanged: OperationRule = {
  id: "request-body-requirement-changed",
  severity: "breaking",
  summary:
    "The request body became required, or optional: a required one refuses every caller who sends none.",
  check({ base, head, kind }) {
    if (!base.body || !head.body || base.body.required === head.body.required) return [];
    const became = head.body.required ? "required" : "optional";
    const breaks = head.body.required === (kind === "operation");
    return [
      {
        severity: breaks ? "breaking" : "safe",
        title: `The request body became ${became}`,
        why: breaks
          ? "Whoever counts on the old document in this, by sending no body or by always getting one, fails."
          : "Whoever keeps to the old document is still right.",
        wayOut: "Give the absent body a meaning instead.",
        direction: "request",
        base: { pointer: jsonPointer.append(base.body.pointer, "required"), value: base.body.required },
        head: { pointer: jsonPointer.append(head.body.pointer, "required"), value: head.body.required },
      },
    ];
  },
};
