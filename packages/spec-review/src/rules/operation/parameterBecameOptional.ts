import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that became optional. */
export const parameterBecameOptional: OperationRule = {
  id: "parameter-became-optional",
  severity: "breaking",
  summary:
    "A required parameter became optional: callers may leave it out; where the server is the sender, receivers may " +
    "miss it.",
  check: ({ parameters, kind }) =>
    parameters.kept
      .filter(({ base, head }) => base.required && !head.required)
      .map(
        ({ base, head }): Told => ({
          severity: kind === "operation" ? "safe" : "breaking",
          title: `The ${head.in} parameter ${words.code(head.name)} became optional`,
          why:
            kind === "operation"
              ? "Callers may leave the parameter out; nobody has to."
              : "Receivers who read it without asking whether it is there fail when it is missing.",
          wayOut: kind === "operation" ? "Nothing to do." : "Go on sending it always.",
          subject: base.key,
          direction: "request",
          base: { pointer: jsonPointer.append(base.pointer, "required"), value: true },
          head: { pointer: jsonPointer.append(head.pointer, "required"), value: false },
        }),
      ),
};
