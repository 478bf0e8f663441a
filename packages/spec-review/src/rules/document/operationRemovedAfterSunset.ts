import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";
import { isDue } from "./operationRemoved.ts";

/** An operation that is gone, after its announced last day. */
export const operationRemovedAfterSunset: DocumentRule = {
  id: "operation-removed-after-sunset",
  severity: "risky",
  summary:
    "A deprecated operation was removed after its announced last day: callers who have not moved get 404 or 405.",
  checkDocument: (pair) =>
    pair.operations.removed
      .filter((operation) => isDue(pair, operation))
      .map((operation) => ({
        title: `The operation ${words.code(`${operation.method.toUpperCase()} ${operation.path}`)} was removed after its last day (${words.code(operation.sunset)})`,
        why: "Callers who have not moved by the announced day get 404 or 405.",
        wayOut: "Look into the access log for callers who are still there.",
        subject: `${operation.method} ${operation.shape}`,
        operations: [operation],
        base: { pointer: operation.pointer, value: operation.id },
        head: { pointer: "/paths", value: undefined },
      })),
};
