import type { IncomingHttpHeaders } from "node:http";
import { CrossSiteRequestError } from "./edgeErrors.ts";

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
export function assertSameOrigin(headers: IncomingHttpHeaders): true {
  const isSame =
    headers[BROWSER_HEADER] === BROWSER_HEADER_VALUE &&
    headers["sec-fetch-site"] === "same-origin" &&
    (headers.origin === undefined || isOriginOf(headers.origin, headers.host));
  if (!isSame) throw new CrossSiteRequestError();
  return true;
}

/**
 * Whether a browser says that a page of another site sent the request. Where it brings no credential that counts, that is
 * what is wrong with it: a form of another site has no header of ours, and browsers keep the cookie from it.
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

/**
 * The token of the cookie.
 *
 * @returns nothing when there is no such cookie, or more than one: it is open then which of them was set by this server
 */
export function readSessionCookie({ cookie = "" }: IncomingHttpHeaders): string | undefined {
  const values = cookie.split(";").flatMap((pair) => {
    const [name = "", ...value] = pair.split("=");
    return name.trim() === COOKIE ? [value.join("=").trim()] : [];
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
