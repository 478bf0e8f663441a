import type { SecurityAlternative } from "../../document/OperationView.ts";
import { securityGaps, securityLosses, securityOpenings } from "../../walk/securitySchemes.ts";
import type { OperationRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A new way to get in. */
const securityLoosened: OperationRule = {
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
        // No caller breaks, but the owner of the data should know.
        severity: opens ? "risky" : "safe",
        title: opens
          ? "The operation now answers anonymous callers"
          : "There is a new way to open the operation",
        why: opens
          ? "No caller breaks; but what was protected is open, which is hardly ever meant."
          : "The old ways work as before.",
        remedy: opens ? "Check that the operation is meant to be public." : "Nothing to do.",
        direction: "request",
        base: { pointer: pair.base.security.pointer, value: undefined },
        head: { pointer: pair.head.security.pointer, value: undefined },
      },
    ];
  },
};

/** Callers who got in with the scopes they have and no longer do. */
const securityScopeAdded: OperationRule = {
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
          remedy: "Grant the new scope to all tokens that have the old one, or keep accepting the old one.",
          subject: [...alternative.keys(), ...missingScopes].join("+"),
          direction: "request",
          base: { pointer: pair.base.security.pointer, value: Object.fromEntries(alternative) },
          head: { pointer: pair.head.security.pointer, value: missingScopes },
        },
      ];
    }),
};

/** A webhook or callback that comes with fewer credentials than promised. */
const callCredentialsDropped: OperationRule = {
  id: "call-credentials-dropped",
  severity: "breaking",
  summary:
    "A webhook or a callback may now come with other credentials, or none: receivers who check the promised ones " +
    "reject it.",
  check: (pair) =>
    securityLosses(pair).map((alternative) => ({
      title:
        alternative.size === 0
          ? "The call may now come without credentials"
          : `The call may now come with ${[...alternative.keys()].map((name) => words.code(name)).join(" and ")} alone`,
      why: "Receivers who check the credentials that the old document promises reject the call.",
      remedy: "Go on sending the old credentials beside the new ones.",
      subject: [...alternative.keys()].toSorted().join("+"),
      direction: "request",
      base: { pointer: pair.base.security.pointer, value: undefined },
      head: { pointer: pair.head.security.pointer, value: Object.fromEntries(alternative) },
    })),
};

/** Callers who got in before and no longer do. */
const securityTightened: OperationRule = {
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
        remedy: "Add the new way as an alternative, and keep the old one until the next major version.",
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

/** The rules about what an operation asks of a caller. */
export const securityRules: readonly OperationRule[] = [
  securityLoosened,
  securityScopeAdded,
  callCredentialsDropped,
  securityTightened,
];
