import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that requests may now carry. */
export const optionalParameterAdded: OperationRule = {
  id: "optional-parameter-added",
  severity: "safe",
  summary: "An optional parameter was added: requests without it mean what they meant.",
  check: ({ parameters, base }) =>
    parameters.added
      .filter(({ required, name, in: location }) => {
        const moved = parameters.removed.some((other) => other.name === name && other.in !== location);
        return !required && !moved;
      })
      .map((parameter) => ({
        title: `The optional ${parameter.in} parameter ${words.code(parameter.name)} was added`,
        why: "Requests without it mean what they meant.",
        wayOut: "Nothing to do.",
        subject: parameter.key,
        direction: "request",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: parameter.pointer, value: parameter.value },
      })),
};
