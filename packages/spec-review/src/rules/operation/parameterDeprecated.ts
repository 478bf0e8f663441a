import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that was marked `deprecated`, or no longer is. */
export const parameterDeprecated: OperationRule = {
  id: "parameter-deprecated",
  severity: "safe",
  summary: "A parameter was marked `deprecated`, or no longer is: it works as before.",
  check: ({ parameters }) =>
    parameters.kept
      .filter(({ base, head }) => base.deprecated !== head.deprecated)
      .map(({ base, head }) => ({
        title: `The ${head.in} parameter ${words.code(head.name)} is ${head.deprecated ? "" : "no longer "}deprecated`,
        why: head.deprecated ? "Nobody breaks today; callers should move on." : "Callers may stay.",
        wayOut: "Say in the description what to use instead.",
        subject: base.key,
        direction: "request",
        base: { pointer: jsonPointer.append(base.pointer, "deprecated"), value: base.deprecated },
        head: { pointer: jsonPointer.append(head.pointer, "deprecated"), value: head.deprecated },
      })),
};
