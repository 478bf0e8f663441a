import { InvalidBaseUrlError } from "./errors/InvalidBaseUrlError.ts";

/** Where the contract puts the API below the address of an appliance (`servers` in the document). */
export const API_PREFIX = "/api/admin/v1";

/**
 * Makes the root of the API from the address of an appliance.
 *
 * The faults do not repeat the address: it could hold a password.
 *
 * @throws {InvalidBaseUrlError} when it is no absolute http or https address, or holds more than scheme, host, port
 *   and the path prefix of a proxy.
 */
export function apiRootOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new InvalidBaseUrlError("is not an absolute https address.");
  }
  if (url.username || url.password) throw new InvalidBaseUrlError("holds credentials; give them to signIn.");
  if (url.search || url.hash) throw new InvalidBaseUrlError("holds a query or a fragment.");
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith(API_PREFIX)) {
    throw new InvalidBaseUrlError(`ends in ${API_PREFIX}, which the client adds by itself.`);
  }
  return url.origin + path + API_PREFIX;
}
