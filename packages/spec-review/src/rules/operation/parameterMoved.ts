import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that travels in another place of the request. */
export const parameterMoved: OperationRule = {
  id: "parameter-moved",
  severity: "breaking",
  summary:
    "A parameter travels in another place (query, header, cookie, path): nobody looks for it in the old one.",
  check: ({ parameters }) =>
    parameters.removed.flatMap((base) => {
      const head = parameters.added.find((other) => other.name === base.name && other.in !== base.in);
      if (!head) return [];
      return [
        {
          title: `The parameter ${words.code(base.name)} moved from ${base.in} to ${head.in}`,
          why: "Callers send it in the old place, where nobody looks for it any more.",
          wayOut: "Accept the parameter in both places until the next major version.",
          subject: base.key,
          direction: "request",
          base: { pointer: base.pointer, value: base.value },
          head: { pointer: head.pointer, value: head.value },
        },
      ];
    }),
};
