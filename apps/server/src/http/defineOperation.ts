import type { IncomingHttpHeaders } from "node:http";
import { createOperationDefiner, type SecurityHandlers, unauthenticated } from "@gatehouse/express-contract";
import { assertSameOrigin, isInBrowserMode, readSessionCookie } from "./browserMode.ts";
import { DisagreeingCredentialsError, NoTokenError } from "./edgeErrors.ts";
import type { Credentials, GatehouseBinding } from "./GatehouseBinding.ts";

/** The credentials of a request: those of one alternative, the others absent. */
type PresentedCredentials = { readonly [Scheme in keyof Credentials]?: Credentials[Scheme] | undefined };

/**
 * Takes the token of each scheme as it came. Whether it opens a session is decided by the one domain call of the
 * operation, so that the store is visited once.
 */
export const securityHandlers: SecurityHandlers<GatehouseBinding> = {
  XHM_TOKEN: ({ credential, headers }) => assertAgreement(credential, headers),
  AUTHORIZATION: ({ credential, headers }) => {
    const token = readToken(credential);
    if (token !== undefined) return assertCookieAgrees(token, headers);
    // Credentials of another scheme, which a proxy may add, do not stand in the way of the cookie.
    if (isInBrowserMode(headers)) return unauthenticated();
    throw new NoTokenError();
  },
  BROWSER_HEADER: ({ headers }) => assertSameOrigin(headers),
  BROWSER_SITE: ({ headers }) => assertSameOrigin(headers),
  BROWSER_COOKIE: ({ headers }) => readSessionCookie(headers) ?? unauthenticated(),
};

/** Schemes that may come without credentials, as `Negotiate` does (RFC 4559, section 4.1); a token has no such name. */
const BARE_SCHEMES: ReadonlySet<string> = new Set([
  "basic",
  "digest",
  "dpop",
  "gnap",
  "hoba",
  "mutual",
  "negotiate",
  "ntlm",
  "oauth",
  "scram-sha-1",
  "scram-sha-256",
  "vapid",
]);

/** The name under which the token travels. */
const TOKEN_HEADER = "x-hm-authorization";

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

/** The token of `x-hm-authorization`, compared with the one of `Authorization` when there is one too (NET-11). */
function assertAgreement(token: string, headers: IncomingHttpHeaders): string {
  const other = headers.authorization === undefined ? undefined : readToken(headers.authorization);
  if (other !== undefined && other !== token) throw new DisagreeingCredentialsError("header");
  return assertCookieAgrees(token, headers);
}

/** Outside the browser mode a cookie is nothing to this server (NET-09); in it, it must not say otherwise. */
function assertCookieAgrees(token: string, headers: IncomingHttpHeaders): string {
  const cookie = isInBrowserMode(headers) ? readSessionCookie(headers) : undefined;
  if (cookie !== undefined && cookie !== token) throw new DisagreeingCredentialsError("cookie");
  return token;
}

/**
 * Reads the session token of an `Authorization` header: bare, or after the scheme `Bearer`, in any case (RFC 9110,
 * section 11.1). Credentials of another scheme are for somebody else: proxies add their own, and so does `.netrc`.
 *
 * @returns nothing when the header carries no token of ours
 */
export function readToken(authorization: string): string | undefined {
  const [, bearer] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
  if (bearer !== undefined) return bearer;
  const [scheme = "", credentials] = authorization.split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return authorization;
  const isForeign = credentials !== undefined || scheme === "" || BARE_SCHEMES.has(scheme.toLowerCase());
  return isForeign ? undefined : authorization;
}
