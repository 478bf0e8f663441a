import { createOperationDefiner } from "@gatehouse/express-contract";
import type { Credentials, GatehouseBinding } from "./GatehouseBinding.ts";

/** The credentials of a request: one of the schemes, the other one absent. */
type PresentedCredentials = { readonly [Scheme in keyof Credentials]?: string | undefined };

/** The name under which the token travels. */
export const TOKEN_HEADER = "x-hm-authorization";

/** Defines the handler of one operation of the document. */
export const defineOperation = createOperationDefiner<GatehouseBinding>();

/** The session token of a request, whichever header carried it. */
export function tokenOf({ XHM_TOKEN, AUTHORIZATION }: PresentedCredentials): string {
  return XHM_TOKEN ?? AUTHORIZATION ?? "";
}

/** The headers that hand a token to its owner. */
export function tokenHeaders(token: string): {
  readonly [TOKEN_HEADER]: string;
  readonly auth_token_name: typeof TOKEN_HEADER;
} {
  return { [TOKEN_HEADER]: token, auth_token_name: TOKEN_HEADER };
}
