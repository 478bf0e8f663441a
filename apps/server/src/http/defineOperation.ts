import { createOperationDefiner } from "@gatehouse/express-contract";
import type { Credentials, GatehouseBinding } from "./GatehouseBinding.ts";

/** The credentials of a request: those of one alternative, the others absent. */
type PresentedCredentials = { readonly [Scheme in keyof Credentials]?: Credentials[Scheme] | undefined };

/** The name under which the token travels. */
export const TOKEN_HEADER = "x-hm-authorization";

/** Defines the handler of one operation of the document. */
export const defineOperation = createOperationDefiner<GatehouseBinding>();

/** The session token of a request, whichever header or cookie carried it. */
export function tokenOf({ XHM_TOKEN, AUTHORIZATION, BROWSER_COOKIE }: PresentedCredentials): string {
  return XHM_TOKEN ?? AUTHORIZATION ?? BROWSER_COOKIE ?? "";
}

/** The headers that hand a token to its owner. */
export function tokenHeaders(token: string): {
  readonly [TOKEN_HEADER]: string;
  readonly auth_token_name: typeof TOKEN_HEADER;
} {
  return { [TOKEN_HEADER]: token, auth_token_name: TOKEN_HEADER };
}
