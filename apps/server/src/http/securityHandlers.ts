import type { IncomingHttpHeaders } from "node:http";
import { type SecurityHandlers, unauthenticated } from "@gatehouse/express-contract";
import { CrossSiteRequestError, DisagreeingCredentialsError, NoTokenError } from "./edgeErrors.ts";
import type { GatehouseBinding } from "./GatehouseBinding.ts";

/**
 * Takes the token of each scheme as it came. Whether it opens a session is decided by the one domain call of the
 * operation, so that the store is visited once.
 */
export const securityHandlers: SecurityHandlers<GatehouseBinding> = {
  XHM_TOKEN: ({ credential, headers }) => assertAgreement(credential, headers),
  AUTHORIZATION: ({ credential, headers }) => {
    const token = readToken(credential);
    if (token !== undefined) return assertCookieAgrees(token, headers);
    // Credentials of another scheme, which a proxy may add, do not invalidate the cookie.
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
 * section 11.1). Credentials of another scheme are for another server: proxies add their own, and so does `.netrc`.
 *
 * @returns nothing when the header carries no session token
 */
export function readToken(authorization: string): string | undefined {
  const [, bearer] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
  if (bearer !== undefined) return bearer;
  const [scheme = "", credentials] = authorization.split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return authorization;
  const isForeign = credentials !== undefined || scheme === "" || BARE_SCHEMES.has(scheme.toLowerCase());
  return isForeign ? undefined : authorization;
}

/** Says that the caller is a page of this server, and keeps its token in the cookie. */
const BROWSER_HEADER = "x-gatehouse-session";
const BROWSER_HEADER_VALUE = "cookie";
/** The prefix has browsers reject the cookie from other hosts, from subdomains and over plain HTTP (RFC 6265bis). */
const COOKIE = "__Host-gatehouse";
const ATTRIBUTES = "Secure; HttpOnly; SameSite=Strict";

/** Whether the request asks for the browser mode. */
export function isInBrowserMode(headers: IncomingHttpHeaders): boolean {
  return headers[BROWSER_HEADER] !== undefined;
}

/**
 * Stops a request in browser mode that a page of another origin could have caused.
 *
 * @throws {CrossSiteRequestError} unless the header has its value, and both `Sec-Fetch-Site` and, where it is sent,
 *   `Origin` name this server. No CORS header is ever sent, so that browsers keep the header from other pages at all.
 */
function assertSameOrigin(headers: IncomingHttpHeaders): true {
  const isSame =
    headers[BROWSER_HEADER] === BROWSER_HEADER_VALUE &&
    headers["sec-fetch-site"] === "same-origin" &&
    (headers.origin === undefined || isOriginOf(headers.origin, headers.host));
  if (!isSame) throw new CrossSiteRequestError();
  return true;
}

/**
 * Whether a browser reports that a page of another site sent the request. Without a valid credential, that is
 * the reason of its rejection: a form of another site has no Gatehouse header, and browsers send no cookie with it.
 */
export function isFromOtherSite(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site";
}

/** The scheme is left to `Sec-Fetch-Site`: behind a proxy that ends TLS this process does not know it. */
function isOriginOf(origin: string, host: string | undefined): boolean {
  const url = URL.parse(origin);
  if (url === null || host === undefined || !/^https?:$/.test(url.protocol)) return false;
  return URL.parse(`${url.protocol}//${host}`)?.host === url.host;
}

/** No others: a name behind a space that is not of ASCII has no prefix for a browser, which takes it from any host. */
const BLANKS = /^[ \t]+|[ \t]+$/g;

/**
 * The token of the cookie.
 *
 * @returns nothing when there is no such cookie, or more than one: it is open then which of them was set by this server
 */
function readSessionCookie({ cookie = "" }: IncomingHttpHeaders): string | undefined {
  const values = cookie.split(";").flatMap((pair) => {
    const [name = "", ...value] = pair.split("=");
    return name.replace(BLANKS, "") === COOKIE ? [value.join("=").replace(BLANKS, "")] : [];
  });
  return values.length === 1 && values[0] !== "" ? values[0] : undefined;
}

/** The headers that hand a token to a browser; the cookie lasts until the browser is closed. */
export function sessionCookie(token: string): { readonly "set-cookie": string } {
  return { "set-cookie": `${COOKIE}=${token}; Path=/; ${ATTRIBUTES}` };
}

/** The headers that take the token from a browser. */
export const clearedCookie = {
  "set-cookie": `${COOKIE}=; Path=/; Max-Age=0; ${ATTRIBUTES}`,
} as const;
