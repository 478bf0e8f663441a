import type { Credentials } from "./GatehouseBinding.ts";

/** The credentials of a request: one of the schemes, the other one absent. */
type PresentedCredentials = { readonly [Scheme in keyof Credentials]?: string | undefined };

/** The session token of a request, whichever header carried it. */
export function tokenOf({ XHM_TOKEN, AUTHORIZATION }: PresentedCredentials): string {
  return XHM_TOKEN ?? AUTHORIZATION ?? "";
}
