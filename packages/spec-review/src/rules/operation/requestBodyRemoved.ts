import type { OperationRule } from "../OperationRule.ts";

/** A body that requests no longer have. */
export const requestBodyRemoved: OperationRule = {
  id: "request-body-removed",
  severity: "breaking",
  summary: "The request body was removed: what callers send is refused, or not heard.",
  check({ base, head }) {
    if (!base.body || head.body) return [];
    return [
      {
        title: "The request body was removed",
        why: "What callers send in the body is refused or, worse, silently not heard.",
        wayOut: "Keep accepting the body until the next major version.",
        direction: "request",
        base: { pointer: base.body.pointer, value: { required: base.body.required } },
        head: { pointer: head.pointer, value: undefined },
      },
    ];
  },
};
