import { securityGaps } from "../../walk/securityGaps.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Callers who got in with the scopes they have and no longer do. */
export const securityScopeAdded: OperationRule = {
  id: "security-scope-added",
  severity: "breaking",
  summary: "An operation asks for more scopes: callers with the old ones get 403.",
  check: (pair) =>
    securityGaps(pair).flatMap(({ alternative, missingScopes }) => {
      if (missingScopes === undefined) return [];
      return [
        {
          title: `The operation now asks for the ${missingScopes.length === 1 ? "scope" : "scopes"} ${words.list(missingScopes)}`,
          why: "Callers whose tokens have only the old scopes get 403.",
          wayOut: "Grant the new scope to all tokens that have the old one, or keep accepting the old one.",
          subject: [...alternative.keys(), ...missingScopes].join("+"),
          direction: "request",
          base: { pointer: pair.base.security.pointer, value: Object.fromEntries(alternative) },
          head: { pointer: pair.head.security.pointer, value: missingScopes },
        },
      ];
    }),
};
