import type { Operation, SecurityRequirement, SecurityScheme } from "@gatehouse/contract";
import { challengeOf } from "./challengeOf.ts";
import { createAllOfGate } from "./createAllOfGate.ts";
import { createCredentialReader } from "./createCredentialReader.ts";
import { createEitherGate } from "./createEitherGate.ts";
import type { SecurityCheck } from "./SecurityCheck.ts";
import type { Credentials, SecurityGate, UntypedSecurityHandler } from "./SecurityGate.ts";

/** What a gate is made of. */
export interface SecurityGateOptions {
  readonly operation: Operation;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  readonly handlers: Readonly<Record<string, UntypedSecurityHandler>>;
}

const ANONYMOUS: Credentials = Object.freeze({});

function toCheck(requirement: SecurityRequirement, options: SecurityGateOptions): SecurityCheck {
  const { scheme: schemeName, scopes } = requirement;
  const scheme = options.schemes.get(schemeName);
  const handle = options.handlers[schemeName];
  if (scheme === undefined || handle === undefined) {
    // The router holds the document against the handlers before it makes any gate.
    throw new TypeError(`No handler for the security scheme "${schemeName}".`);
  }
  const read = createCredentialReader(scheme);
  return { schemeName, scheme, scopes, operationId: options.operation.id, read, handle };
}

/**
 * Makes the gate of one operation: OR between alternatives in the order of the document, AND within
 * one, stop at the first that is met. The anonymous alternative `{}` is tried last, so that credentials
 * which are sent are used (OpenAPI 3.1, 4.8.30).
 */
export function createSecurityGate(options: SecurityGateOptions): SecurityGate {
  const { security } = options.operation;
  if (security.length === 0) return () => ANONYMOUS;
  const alternatives = security
    .filter((alternative) => alternative.length > 0)
    .map((alternative) => alternative.map((requirement) => toCheck(requirement, options)));
  const fallback = alternatives.length < security.length ? ANONYMOUS : undefined;
  const challenges = [...new Set(alternatives.flat().flatMap(({ scheme }) => challengeOf(scheme) ?? []))];
  if (alternatives.every(({ length }) => length === 1)) {
    return createEitherGate(alternatives.flat(), challenges, fallback);
  }
  return createAllOfGate(alternatives, challenges, fallback);
}
