import type { SecurityAlternative } from "../../document/OperationView.ts";
import { securityGaps, securityLosses, securityOpenings } from "../../walk/securitySchemes.ts";
import type { OperationRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A new alternative of credentials. */
const securityLoosened: OperationRule = {
  id: "security-loosened",
  severity: "safe",
  summary: "Alternative credentials were added, or fewer are required: the old ones work as before.",
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
          ? "The operation now accepts anonymous callers"
          : "The operation accepts new credentials",
        why: opens
          ? "No caller breaks, but a protected operation becomes public, which is hardly ever intended."
          : "The old credentials work as before.",
        remedy: opens ? "Check that the operation is meant to be public." : "Nothing to do.",
        direction: "request",
        base: { pointer: pair.base.security.pointer, value: undefined },
        head: { pointer: pair.head.security.pointer, value: undefined },
      },
    ];
  },
};

/** Scopes that callers may not have. */
const securityScopeAdded: OperationRule = {
  id: "security-scope-added",
  severity: "breaking",
  summary: "An operation requires more scopes: callers with the old ones get 403.",
  check: (pair) =>
    securityGaps(pair).flatMap(({ alternative, missingScopes }) => {
      if (missingScopes === undefined) return [];
      return [
        {
          title: `The operation now requires the ${missingScopes.length === 1 ? "scope" : "scopes"} ${words.list(missingScopes)}`,
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

/** A webhook or callback with fewer credentials than promised. */
const callCredentialsDropped: OperationRule = {
  id: "call-credentials-dropped",
  severity: "breaking",
  summary:
    "A webhook or callback may now have other credentials, or none: receivers who check the promised ones " +
    "reject it.",
  check: (pair) =>
    securityLosses(pair).map((alternative) => ({
      title:
        alternative.size === 0
          ? "The call may now have no credentials"
          : `The call may now have only ${[...alternative.keys()].map((name) => words.code(name)).join(" and ")}`,
      why: "Receivers who check the credentials that the old document promises reject the call.",
      remedy: "Keep sending the old credentials beside the new ones.",
      subject: [...alternative.keys()].toSorted().join("+"),
      direction: "request",
      base: { pointer: pair.base.security.pointer, value: undefined },
      head: { pointer: pair.head.security.pointer, value: Object.fromEntries(alternative) },
    })),
};

/** Credentials that are no longer accepted. */
const securityTightened: OperationRule = {
  id: "security-tightened",
  severity: "breaking",
  summary: "The security requirement was tightened: callers with the old credentials get 401.",
  check: (pair) =>
    securityGaps(pair)
      .filter(({ missingScopes }) => missingScopes === undefined)
      .map(({ alternative }) => ({
        title:
          alternative.size === 0
            ? "The operation no longer accepts anonymous callers"
            : `${describe(alternative)} alone is no longer accepted`,
        why: "Callers with the credentials of the old document get 401.",
        remedy:
          "Add the new credentials as an alternative, and keep the old ones until the next major version.",
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

/** The rules about the credentials that an operation requires. */
export const securityRules: readonly OperationRule[] = [
  securityLoosened,
  securityScopeAdded,
  callCredentialsDropped,
  securityTightened,
];
