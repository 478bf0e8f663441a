import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** A new operation. */
export const operationAdded: DocumentRule = {
  id: "operation-added",
  severity: "safe",
  summary: "An operation was added: nobody calls it yet.",
  checkDocument: ({ operations }) =>
    operations.added.map((operation) => ({
      title: `The operation ${words.code(`${operation.method.toUpperCase()} ${operation.path}`)} was added`,
      why: "Nobody calls it yet.",
      wayOut: "Nothing to do.",
      subject: `${operation.method} ${operation.shape}`,
      operations: [operation],
      base: { pointer: "/paths", value: undefined },
      head: { pointer: operation.pointer, value: operation.id },
    })),
};
