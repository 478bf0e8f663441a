import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** An operation that is newly deprecated, or has lost its date, without a day when it will go. */
export const deprecationWithoutSunset: OperationRule = {
  id: "deprecation-without-sunset",
  axis: "habit",
  severity: "risky",
  summary:
    "An operation is deprecated without a valid `x-sunset` date: callers cannot plan, and the server has nothing to " +
    "send in the `Sunset` header (RFC 8594).",
  check({ base, head }) {
    const isNews = !base.deprecated || base.sunset !== head.sunset;
    if (!head.deprecated || isDate(head.sunset) || !isNews) return [];
    const fault =
      head.sunset === undefined ? "no `x-sunset` date" : `${words.code(head.sunset)}, which is no date,`;
    return [
      {
        title: `The deprecated operation has ${fault} as its last day`,
        why: "Callers cannot plan when to have moved, and the server has no date for the `Sunset` header.",
        wayOut:
          'Add `x-sunset: "2027-12-31"` (the last day on which the operation is served) beside `deprecated`.',
        base: { pointer: jsonPointer.append(base.pointer, "x-sunset"), value: base.sunset },
        head: { pointer: jsonPointer.append(head.pointer, "x-sunset"), value: head.sunset },
      },
    ];
  },
};

function isDate(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));
}
