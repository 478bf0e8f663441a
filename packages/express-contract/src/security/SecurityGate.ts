import type { IncomingHttpHeaders } from "node:http";
import type { SecurityScheme } from "@gatehouse/contract";
import type { BasicCredential } from "../types/SecurityHandlers.ts";

/** What the gate hands to a security handler; `SecurityRequest` is its typed face. */
export interface SecurityCall {
  readonly credential: string | BasicCredential;
  readonly scopes: readonly string[];
  readonly scheme: SecurityScheme;
  readonly operationId: string;
  readonly headers: IncomingHttpHeaders;
  readonly context: unknown;
}

/** A security handler without its types. */
export type UntypedSecurityHandler = (call: SecurityCall) => unknown;

/** The credentials of a request that passed, by scheme. */
export type Credentials = Readonly<Record<string, unknown>>;

/** One request at the gate. */
export interface GateRequest {
  readonly headers: IncomingHttpHeaders;
  readonly query: string;
  readonly context: unknown;
}

/**
 * Checks the security requirements of one operation.
 *
 * @throws UnauthenticatedError when no alternative is met
 * @throws ForbiddenError when no alternative is met and a handler refused with `forbidden`
 */
export type SecurityGate = (request: GateRequest) => Credentials | Promise<Credentials>;
