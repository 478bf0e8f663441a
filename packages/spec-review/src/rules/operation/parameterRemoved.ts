import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that the operation no longer knows. */
export const parameterRemoved: OperationRule = {
  id: "parameter-removed",
  severity: "breaking",
  summary:
    "A parameter was removed: callers who send it are refused by a strict server, or get a result that ignores it.",
  check: ({ parameters, head, kind }) =>
    parameters.removed
      .filter(
        ({ name, in: location }) =>
          !parameters.added.some((other) => other.name === name && other.in !== location),
      )
      .map((parameter) => ({
        title: `The ${parameter.in} parameter ${words.code(parameter.name)} was removed`,
        why:
          kind === "operation"
            ? "Callers who send it are refused by a strict server or, worse, get a result that ignores it; generated clients lose the argument."
            : "Receivers who read it find nothing.",
        wayOut:
          "Keep accepting the parameter, mark it `deprecated`, and remove it with the next major version.",
        subject: parameter.key,
        direction: "request",
        base: { pointer: parameter.pointer, value: parameter.value },
        head: { pointer: head.pointer, value: undefined },
      })),
};
