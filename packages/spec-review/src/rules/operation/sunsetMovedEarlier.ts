import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A last day that comes earlier than announced. */
export const sunsetMovedEarlier: OperationRule = {
  id: "sunset-moved-earlier",
  severity: "breaking",
  summary:
    "The last day of a deprecated operation was moved to an earlier one: callers planned with the announced day.",
  check({ base, head }) {
    const [old, now] = [Date.parse(base.sunset ?? ""), Date.parse(head.sunset ?? "")];
    if (!(now < old)) return [];
    return [
      {
        title: `The last day was moved from ${words.code(base.sunset)} to ${words.code(head.sunset)}`,
        why: "Callers who planned with the announced day have less time, or none.",
        wayOut: "Keep the announced day; a later one is always fine.",
        base: { pointer: jsonPointer.append(base.pointer, "x-sunset"), value: base.sunset },
        head: { pointer: jsonPointer.append(head.pointer, "x-sunset"), value: head.sunset },
      },
    ];
  },
};
