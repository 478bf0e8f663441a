import type { SecurityAlternative } from "../document/OperationView.ts";
import type { OperationPair } from "./OperationPair.ts";

/** A way to get in that is no longer enough. */
export interface SecurityGap {
  readonly alternative: SecurityAlternative;
  /** Set where the same schemes would still do, with these scopes in addition. */
  readonly missingScopes: readonly string[] | undefined;
}

/** The ways into the old operation that are not enough for the new one. */
export function securityGaps(pair: OperationPair): SecurityGap[] {
  if (pair.kind !== "operation") return [];
  const now = renamed(pair);
  return pair.base.security.alternatives
    .filter((alternative) => !now.some((other) => suffices(alternative, other)))
    .map((alternative) => ({ alternative, missingScopes: missingScopes(alternative, now) }));
}

/** The ways into the new operation that the old one did not have. */
export function securityOpenings(pair: OperationPair): SecurityAlternative[] {
  if (pair.kind !== "operation") return [];
  const old = pair.base.security.alternatives;
  return renamed(pair).filter((alternative) => !old.some((other) => suffices(alternative, other)));
}

/**
 * Where the server is the caller: the credentials with which it may now come and that are not enough for a receiver who
 * checks what the old document promises. What such calls inherit from the document is meant for its own operations.
 */
export function securityLosses(pair: OperationPair): SecurityAlternative[] {
  const { base, head, kind } = pair;
  const isInherited = base.security.pointer === "/security" && head.security.pointer === "/security";
  if (kind === "operation" || isInherited) return [];
  const asked = base.security.alternatives;
  return renamed(pair).filter((alternative) => !asked.some((other) => suffices(alternative, other)));
}

function renamed({ oldSchemeNames, head }: OperationPair): SecurityAlternative[] {
  return head.security.alternatives.map(
    (alternative) =>
      new Map([...alternative].map(([name, scopes]) => [oldSchemeNames.get(name) ?? name, scopes])),
  );
}

/** Whoever meets the first also meets the second. */
function suffices(given: SecurityAlternative, asked: SecurityAlternative): boolean {
  return [...asked].every(([name, scopes]) => {
    const own = given.get(name);
    return own !== undefined && scopes.every((scope) => own.includes(scope));
  });
}

function missingScopes(
  given: SecurityAlternative,
  asked: readonly SecurityAlternative[],
): readonly string[] | undefined {
  const candidates = asked
    .filter((other) => [...other.keys()].every((name) => given.has(name)))
    .map((other) =>
      [...other].flatMap(([name, scopes]) => scopes.filter((scope) => !given.get(name)?.includes(scope))),
    );
  return candidates.toSorted((left, right) => left.length - right.length)[0];
}
