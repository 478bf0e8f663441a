import { flatCallbacks } from "../../walk/flatCallbacks.ts";
import { matchByKey } from "../../walk/matchByKey.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A new callback. */
export const callbackAdded: OperationRule = {
  id: "callback-added",
  severity: "risky",
  summary: "A callback was added: callers are called in a way that they may not be ready for.",
  check: ({ base, head }) =>
    matchByKey(flatCallbacks(base), flatCallbacks(head)).added.map(({ name, operation }) => ({
      title: `The callback ${words.code(name)} (${operation.method.toUpperCase()} ${operation.path}) was added`,
      why: "Callers who gave an address for another purpose may be called in a way they are not ready for.",
      wayOut: "Make the callback only where callers have asked for it.",
      subject: `${name} ${operation.method}`,
      base: { pointer: base.pointer, value: undefined },
      head: { pointer: operation.pointer, value: operation.id },
    })),
};
