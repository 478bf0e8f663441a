import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";

/** An operation that was marked `deprecated`, or no longer is. */
export const operationDeprecated: OperationRule = {
  id: "operation-deprecated",
  severity: "safe",
  summary: "An operation was marked `deprecated`, or no longer is: it works as before.",
  check({ base, head }) {
    if (base.deprecated === head.deprecated) return [];
    return [
      {
        title: head.deprecated ? "The operation is deprecated" : "The operation is no longer deprecated",
        why: head.deprecated ? "Nobody breaks today; callers should move on." : "Callers may stay.",
        wayOut: "Say in the description what to use instead.",
        base: { pointer: jsonPointer.append(base.pointer, "deprecated"), value: base.deprecated },
        head: { pointer: jsonPointer.append(head.pointer, "deprecated"), value: head.deprecated },
      },
    ];
  },
};
