import { flatCallbacks, matchByKey } from "../../walk/pairOperation.ts";
import type { OperationRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A callback that is no longer made. */
const callbackRemoved: OperationRule = {
  id: "callback-removed",
  severity: "breaking",
  summary: "A callback was removed: callers who wait for it wait in vain.",
  check: ({ base, head }) =>
    matchByKey(flatCallbacks(base), flatCallbacks(head)).removed.map(({ name, operation }) => ({
      title: `The callback ${words.code(name)} (${operation.method.toUpperCase()} ${operation.path}) was removed`,
      why: "Callers who wait for it wait in vain.",
      remedy: "Go on making the callback, `deprecated`, until the next major version.",
      subject: `${name} ${operation.method}`,
      base: { pointer: operation.pointer, value: operation.id },
      head: { pointer: head.pointer, value: undefined },
    })),
};

/** A new callback. */
const callbackAdded: OperationRule = {
  id: "callback-added",
  severity: "risky",
  summary: "A callback was added: callers are called in a way that they may not be ready for.",
  check: ({ base, head }) =>
    matchByKey(flatCallbacks(base), flatCallbacks(head)).added.map(({ name, operation }) => ({
      title: `The callback ${words.code(name)} (${operation.method.toUpperCase()} ${operation.path}) was added`,
      why: "Callers who gave an address for another purpose may be called in a way they are not ready for.",
      remedy: "Make the callback only where callers have asked for it.",
      subject: `${name} ${operation.method}`,
      base: { pointer: base.pointer, value: undefined },
      head: { pointer: operation.pointer, value: operation.id },
    })),
};

/** The rules about callbacks. */
export const callbackRules: readonly OperationRule[] = [callbackRemoved, callbackAdded];
