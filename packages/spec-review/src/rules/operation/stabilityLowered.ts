import type { OperationView } from "../../document/OperationView.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** The levels that are told apart, the least stable first; an operation without a level is stable. */
const LEVELS: readonly string[] = ["draft", "experimental", "alpha", "beta", "preview", "stable"];
const KEYS = ["x-stability-level", "x-stability"] as const;

/** The level of an operation, such as `beta`; undefined where it names none. */
export function stabilityOf({ value }: Pick<OperationView, "value">): string | undefined {
  const [level] = KEYS.map((key) => value[key]).filter((one) => typeof one === "string");
  return typeof level === "string" ? level.toLowerCase() : undefined;
}

function rankOf(operation: OperationView): number {
  const level = stabilityOf(operation) ?? "stable";
  const rank = LEVELS.indexOf(level);
  return rank < 0 ? LEVELS.length : rank;
}

/** An operation that was more stable than it is. */
export const stabilityLowered: OperationRule = {
  id: "stability-lowered",
  severity: "risky",
  summary: "An operation has a lower stability level than before: callers relied on the higher one.",
  check({ base, head }) {
    if (rankOf(head) >= rankOf(base)) return [];
    const side = (operation: OperationView) => ({
      pointer: jsonPointer.append(operation.pointer, KEYS[0]),
      value: stabilityOf(operation),
    });
    const [before, after] = [base, head].map((operation) => words.code(stabilityOf(operation) ?? "stable"));
    return [
      {
        title: `The stability of the operation went from ${before} to ${after}`,
        why: "Callers rely on the level that was promised.",
        wayOut: "Keep the level, and put what is not stable into an operation of its own.",
        subject: "stability",
        base: side(base),
        head: side(head),
      },
    ];
  },
};
