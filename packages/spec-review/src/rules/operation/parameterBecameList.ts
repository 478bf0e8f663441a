import { becameList } from "../../walk/becameList.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A parameter that took one value and takes several. */
export const parameterBecameList: OperationRule = {
  id: "parameter-became-list",
  severity: "safe",
  summary:
    "A parameter takes a list where it took one value, each value written on its own: who sends one value sends a list " +
    "of one.",
  check: (pair) =>
    pair.parameters.kept
      .filter((kept) => becameList(pair, kept) !== undefined)
      .map(
        ({ base, head }): Told => ({
          severity: pair.kind === "operation" ? "safe" : "breaking",
          title: `The ${base.in} parameter ${words.code(head.name)} now takes several values`,
          why:
            pair.kind === "operation"
              ? "Each value is written on its own (`a=1&a=2`), so one value is written as it was."
              : "Receivers who read one value get several.",
          wayOut: pair.kind === "operation" ? "Nothing to do." : "Go on sending one value.",
          subject: base.key,
          direction: "request",
          base: { pointer: base.schema ?? base.pointer, value: "one value" },
          head: { pointer: head.schema ?? head.pointer, value: "several values" },
        }),
      ),
};
