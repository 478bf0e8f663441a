import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** An operation that answers under another method or path. */
export const operationMoved: DocumentRule = {
  id: "operation-moved",
  severity: "breaking",
  summary: "An operation answers under another method or path: calls of the old one get 404 or 405.",
  checkDocument: ({ moved }) =>
    moved.map(({ base, head }) => {
      const [old, now] = [base, head].map(({ method, path }) => `${method.toUpperCase()} ${path}`);
      return {
        title: `The operation ${words.code(base.id)} moved from ${words.code(old)} to ${words.code(now)}`,
        why: "Calls of the old address get 404 or 405.",
        wayOut: "Answer under both addresses, the old one `deprecated` with an `x-sunset` date.",
        subject: `${base.method} ${base.shape}`,
        operations: [base],
        base: { pointer: base.pointer, value: old },
        head: { pointer: head.pointer, value: now },
      };
    }),
};
