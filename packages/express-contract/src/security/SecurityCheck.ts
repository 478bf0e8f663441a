import type { SecurityScheme } from "@gatehouse/contract";
import type { BasicCredential } from "../types/SecurityHandlers.ts";
import type { CredentialReader } from "./createCredentialReader.ts";
import type { GateRequest, UntypedSecurityHandler } from "./SecurityGate.ts";

/** One scheme of one alternative, ready to be asked. */
export interface SecurityCheck {
  readonly schemeName: string;
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
  readonly operationId: string;
  readonly read: CredentialReader;
  readonly handle: UntypedSecurityHandler;
}

/** Asks the handler of a check. */
export function askHandler(
  check: SecurityCheck,
  request: GateRequest,
  credential: string | BasicCredential,
): unknown {
  return check.handle({
    credential,
    scopes: check.scopes,
    scheme: check.scheme,
    operationId: check.operationId,
    headers: request.headers,
    context: request.context,
  });
}
