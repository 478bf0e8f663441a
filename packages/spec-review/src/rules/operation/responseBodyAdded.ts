import type { ResponseRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A response that had no body. */
export const responseBodyAdded: ResponseRule = {
  id: "response-body-added",
  severity: "breaking",
  summary:
    "A response has a body where it had none: clients do not read it; where the other side answers, it is asked for " +
    "more than it sends.",
  checkResponse({ kind }, { base, head }) {
    if (base.content.size > 0 || head.content.size === 0) return [];
    return [
      {
        severity: kind === "operation" ? "safe" : "breaking",
        title: `The response ${words.code(head.status)} now has a body`,
        why:
          kind === "operation"
            ? "Clients who know of no body do not read it."
            : "Receivers who answer without a body are not understood.",
        wayOut: kind === "operation" ? "Nothing to do." : "Go on accepting an answer without a body.",
        subject: base.status,
        direction: "response",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: head.pointer, value: [...head.content.keys()] },
      },
    ];
  },
};
