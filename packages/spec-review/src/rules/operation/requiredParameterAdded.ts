import type { ParameterView } from "../../document/OperationView.ts";
import type { OperationPair } from "../../walk/OperationPair.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that every request must now carry. */
export const requiredParameterAdded: OperationRule = {
  id: "required-parameter-added",
  severity: "breaking",
  summary: "A required parameter was added: every caller who does not know it yet is refused.",
  check: (pair) =>
    pair.parameters.added
      .filter((parameter) => parameter.required && !isMoved(pair, parameter))
      .map((parameter) => ({
        severity: pair.kind === "operation" ? "breaking" : "safe",
        title: `The required ${parameter.in} parameter ${words.code(parameter.name)} was added`,
        why:
          pair.kind === "operation"
            ? "Every caller who does not know the parameter yet is refused."
            : "Receivers get one more value; nobody has to read it.",
        wayOut: "Make the parameter optional, with a default that means what happens today.",
        subject: parameter.key,
        direction: "request",
        base: { pointer: pair.base.pointer, value: undefined },
        head: { pointer: parameter.pointer, value: parameter.value },
      })),
};

function isMoved({ parameters }: OperationPair, { name, in: location }: ParameterView): boolean {
  return parameters.removed.some((other) => other.name === name && other.in !== location);
}
