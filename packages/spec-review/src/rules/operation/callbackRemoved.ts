import { flatCallbacks } from "../../walk/flatCallbacks.ts";
import { matchByKey } from "../../walk/matchByKey.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A callback that is no longer made. */
export const callbackRemoved: OperationRule = {
  id: "callback-removed",
  severity: "breaking",
  summary: "A callback was removed: callers who wait for it wait in vain.",
  check: ({ base, head }) =>
    matchByKey(flatCallbacks(base), flatCallbacks(head)).removed.map(({ name, operation }) => ({
      title: `The callback ${words.code(name)} (${operation.method.toUpperCase()} ${operation.path}) was removed`,
      why: "Callers who wait for it wait in vain.",
      wayOut: "Go on making the callback, `deprecated`, until the next major version.",
      subject: `${name} ${operation.method}`,
      base: { pointer: operation.pointer, value: operation.id },
      head: { pointer: head.pointer, value: undefined },
    })),
};
