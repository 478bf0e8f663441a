import type { ResponseRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A response that no longer has a body. */
export const responseBodyRemoved: ResponseRule = {
  id: "response-body-removed",
  severity: "breaking",
  summary: "A response no longer has a body: clients who read it fail.",
  checkResponse({ kind }, { base, head }) {
    if (base.content.size === 0 || head.content.size > 0) return [];
    return [
      {
        severity: kind === "operation" ? "breaking" : "safe",
        title: `The response ${words.code(head.status)} no longer has a body`,
        why:
          kind === "operation"
            ? "Clients who read the body fail on the empty one."
            : "Receivers need not send one; nobody reads it.",
        wayOut: "Go on sending the body.",
        subject: base.status,
        direction: "response",
        base: { pointer: base.pointer, value: [...base.content.keys()] },
        head: { pointer: head.pointer, value: undefined },
      },
    ];
  },
};
