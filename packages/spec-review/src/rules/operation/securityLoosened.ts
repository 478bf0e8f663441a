import { securityGaps, securityOpenings } from "../../walk/securityGaps.ts";
import type { OperationRule } from "../OperationRule.ts";

/** A new way to get in. */
export const securityLoosened: OperationRule = {
  id: "security-loosened",
  severity: "safe",
  summary: "There is a new way to prove who one is, or less to prove: the old ways work as before.",
  check(pair) {
    if (securityGaps(pair).length > 0 || securityOpenings(pair).length === 0) return [];
    const isOpen = pair.head.security.alternatives.some((alternative) => alternative.size === 0);
    const wasOpen = pair.base.security.alternatives.some((alternative) => alternative.size === 0);
    const opens = isOpen && !wasOpen;
    return [
      {
        // Nobody who calls breaks, yet whoever relies on the lock should hear of it.
        severity: opens ? "risky" : "safe",
        title: opens
          ? "The operation now answers anonymous callers"
          : "There is a new way to open the operation",
        why: opens
          ? "No caller breaks; but what was protected is open, which is hardly ever meant."
          : "The old ways work as before.",
        wayOut: opens ? "Check that the operation is meant to be public." : "Nothing to do.",
        direction: "request",
        base: { pointer: pair.base.security.pointer, value: undefined },
        head: { pointer: pair.head.security.pointer, value: undefined },
      },
    ];
  },
};
