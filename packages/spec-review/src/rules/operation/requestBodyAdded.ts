import type { OperationRule } from "../OperationRule.ts";

/** A body where requests had none. */
export const requestBodyAdded: OperationRule = {
  id: "request-body-added",
  severity: "breaking",
  summary: "A request body was added: a required one refuses every caller who sends none.",
  check({ base, head, kind }) {
    if (base.body || !head.body) return [];
    const breaks = head.body.required && kind === "operation";
    return [
      {
        severity: breaks ? "breaking" : "safe",
        title: `A${head.body.required ? " required" : "n optional"} request body was added`,
        why: breaks
          ? "Every caller who sends no body, as the old document says, is refused."
          : "Requests without a body mean what they meant.",
        wayOut: "Make the body optional, with a meaning for its absence.",
        direction: "request",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: head.body.pointer, value: { required: head.body.required } },
      },
    ];
  },
};
