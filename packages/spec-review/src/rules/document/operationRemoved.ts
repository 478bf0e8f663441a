import type { OperationView } from "../../document/OperationView.ts";
import type { DocumentPair } from "../../walk/DocumentPair.ts";
import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** An operation that is gone, before its announced last day or without one. */
export const operationRemoved: DocumentRule = {
  id: "operation-removed",
  severity: "breaking",
  summary:
    "An operation was removed without an announced last day, or before it: every call gets 404 or 405.",
  checkDocument: (pair) =>
    pair.operations.removed
      .filter((operation) => !isDue(pair, operation))
      .map((operation) => ({
        title: `The operation ${words.code(`${operation.method.toUpperCase()} ${operation.path}`)} was removed`,
        why: "Every call of it gets 404 or 405.",
        wayOut: "Mark it `deprecated` with an `x-sunset` date, keep it until that day, and remove it then.",
        subject: `${operation.method} ${operation.shape}`,
        operations: [operation],
        base: { pointer: operation.pointer, value: operation.id },
        head: { pointer: "/paths", value: undefined },
      })),
};

/** The operation was deprecated, and its last day has passed. */
export function isDue({ hasPassed }: DocumentPair, { deprecated, sunset }: OperationView): boolean {
  return deprecated && sunset !== undefined && hasPassed(sunset);
}
