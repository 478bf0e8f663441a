import type { SecurityAlternative } from "../../document/OperationView.ts";
import { securityGaps } from "../../walk/securityGaps.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Callers who got in before and no longer do. */
export const securityTightened: OperationRule = {
  id: "security-tightened",
  severity: "breaking",
  summary: "The security requirement was tightened: callers who prove who they are in an old way get 401.",
  check: (pair) =>
    securityGaps(pair)
      .filter(({ missingScopes }) => missingScopes === undefined)
      .map(({ alternative }) => ({
        title:
          alternative.size === 0
            ? "The operation no longer answers anonymous callers"
            : `${describe(alternative)} alone no longer opens the operation`,
        why: "Callers who come as the old document allows get 401.",
        wayOut: "Add the new way as an alternative, and keep the old one until the next major version.",
        subject: [...alternative.keys()].toSorted().join("+"),
        direction: "request",
        base: { pointer: pair.base.security.pointer, value: shown(pair.base.security.alternatives) },
        head: { pointer: pair.head.security.pointer, value: shown(pair.head.security.alternatives) },
      })),
};

function describe(alternative: SecurityAlternative): string {
  return [...alternative.keys()].map((name) => words.code(name)).join(" with ");
}

function shown(alternatives: readonly SecurityAlternative[]) {
  return alternatives.map((alternative) => Object.fromEntries(alternative));
}
