import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that was marked `deprecated`. */
export const parameterDeprecated: OperationRule = {
  id: "parameter-deprecated",
  severity: "safe",
  summary: "A parameter was marked `deprecated`: it works as before, and will go.",
  check: ({ parameters }) =>
    parameters.kept
      .filter(({ base, head }) => !base.deprecated && head.deprecated)
      .map(({ base, head }) => ({
        title: `The ${head.in} parameter ${words.code(head.name)} is deprecated`,
        why: "Nobody breaks today; callers should move on.",
        wayOut: "Say in the description what to use instead.",
        subject: base.key,
        direction: "request",
        base: { pointer: jsonPointer.append(base.pointer, "deprecated"), value: false },
        head: { pointer: jsonPointer.append(head.pointer, "deprecated"), value: true },
      })),
};
