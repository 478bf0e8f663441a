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

/** Operations whose path says what the address of the server said before, or the other way round. */
export const pathRespelled: DocumentRule = {
  id: "path-respelled",
  axis: "code",
  severity: "risky",
  summary:
    "A part of an address moved from the server into the path, or back: requests stay the same, but generated types are " +
    "found by other paths.",
  checkDocument: ({ respelled }) =>
    respelled.map(({ base, head }) => ({
      title: `${words.code(base.path)} is written ${words.code(head.path)}, with a server that makes it the same address`,
      why: "Generated code that knows operations by their paths stops compiling; requests stay the same.",
      wayOut: "Nothing to do on the wire; say it in the release notes of a client.",
      subject: `${base.method} ${base.shape}`,
      operations: [base],
      base: { pointer: base.pointer, value: base.path },
      head: { pointer: head.pointer, value: head.path },
    })),
};
