import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that became required. */
export const parameterBecameRequired: OperationRule = {
  id: "parameter-became-required",
  severity: "breaking",
  summary: "An optional parameter became required: every caller who leaves it out is refused.",
  check: ({ parameters, kind }) =>
    parameters.kept
      .filter(({ base, head }) => !base.required && head.required)
      .map(
        ({ base, head }): Told => ({
          severity: kind === "operation" ? "breaking" : "safe",
          title: `The ${head.in} parameter ${words.code(head.name)} became required`,
          why:
            kind === "operation"
              ? "Callers who leave the parameter out, as the old document allows, are refused."
              : "Receivers can now count on it.",
          wayOut: "Leave the parameter optional, with a default that means what happens today.",
          subject: base.key,
          direction: "request",
          base: { pointer: jsonPointer.append(base.pointer, "required"), value: false },
          head: { pointer: jsonPointer.append(head.pointer, "required"), value: true },
        }),
      ),
};
