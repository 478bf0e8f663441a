import { operationName } from "../../document/OperationView.ts";
import { flatCallbacks, matchByKey } from "../../walk/pairOperation.ts";
import type { OperationRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A callback that is no longer made. */
const callbackRemoved: OperationRule = {
  id: "callback-removed",
  severity: "breaking",
  summary: "A callback was removed: callers who rely on it no longer get it.",
  check: ({ base, head }) =>
    matchByKey(flatCallbacks(base), flatCallbacks(head)).removed.map(({ name, operation }) => ({
      title: `The callback ${words.code(name)} (${operationName(operation)}) was removed`,
      why: "Callers who rely on it no longer get it.",
      remedy: "Keep making the callback, `deprecated`, until the next major version.",
      subject: `${name} ${operation.method}`,
      base: { pointer: operation.pointer, value: operation.id },
      head: { pointer: head.pointer, value: undefined },
    })),
};

/** A new callback. */
const callbackAdded: OperationRule = {
  id: "callback-added",
  severity: "risky",
  summary: "A callback was added: callers may not be prepared for it.",
  check: ({ base, head }) =>
    matchByKey(flatCallbacks(base), flatCallbacks(head)).added.map(({ name, operation }) => ({
      title: `The callback ${words.code(name)} (${operationName(operation)}) was added`,
      why: "Callers who gave the address for another purpose may not be prepared for the call.",
      remedy: "Only make the callback for callers who subscribe to it.",
      subject: `${name} ${operation.method}`,
      base: { pointer: base.pointer, value: undefined },
      head: { pointer: operation.pointer, value: operation.id },
    })),
};

/** The rules about callbacks. */
export const callbackRules: readonly OperationRule[] = [callbackRemoved, callbackAdded];
