import type { IncomingMessage } from "node:http";
import { BlockList, isIPv4 } from "node:net";
import type { AddressBlock } from "./AddressBlock.ts";
import { normalizeAddress } from "./normalizeAddress.ts";

const HEADER = "x-forwarded-for";

/** What of a request its caller's address is read from. */
export type AddressedRequest = Pick<IncomingMessage, "headers" | "headersDistinct"> & {
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
};

/** Whom to believe about the address of a caller. */
export interface AddressReaderOptions {
  readonly trustedProxies: readonly AddressBlock[];
  /** Told once, with the address: somebody who is not listed names another caller, as a forgotten proxy does. */
  readonly onUnlisted?: (peer: string) => void;
}

/** Gives the address of the caller. */
export type AddressReader = (request: AddressedRequest) => string;

/**
 * Makes the reader of callers' addresses: that of the socket, or what listed proxies say in `X-Forwarded-For` (NET-16).
 *
 * Each proxy adds the address it was called from on the right. So the list is read from the right and only as far as the
 * word of listed proxies reaches; whatever stands further left, the caller may have written. An entry that is no address
 * ends the reading too. `Forwarded` (RFC 7239) is not read: a proxy that writes the one header passes on the other as the
 * caller sent it.
 */
export function createAddressReader({ trustedProxies, onUnlisted }: AddressReaderOptions): AddressReader {
  const isTrusted = createTrust(trustedProxies);
  let tellUnlisted = onUnlisted;
  return (request) => {
    const peer = normalizeAddress(request.socket.remoteAddress ?? "");
    if (peer === undefined) return "unknown";
    if (isTrusted(peer)) return followClaims(peer, claimsOf(request), isTrusted);
    if (tellUnlisted !== undefined && request.headers[HEADER] !== undefined) {
      tellUnlisted(peer);
      tellUnlisted = undefined;
    }
    return peer;
  };
}

function createTrust(proxies: readonly AddressBlock[]): (address: string) => boolean {
  if (proxies.length === 0) return () => false;
  const trusted = new BlockList();
  for (const { address, prefixBits, family } of proxies) trusted.addSubnet(address, prefixBits, family);
  return (address) => trusted.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/** The farthest address that somebody trusted vouches for. */
function followClaims(peer: string, claims: string[], isTrusted: (address: string) => boolean): string {
  let address = peer;
  while (claims.length > 0 && isTrusted(address)) {
    const claim = normalizeAddress(withoutPort(claims.pop() ?? ""));
    if (claim === undefined) return address;
    address = claim;
  }
  return address;
}

/** Header lines of one name are one list, in their order (RFC 9110, section 5.3). */
function claimsOf({ headersDistinct }: AddressedRequest): string[] {
  return headersDistinct[HEADER]?.join(",").split(",") ?? [];
}

/** Some proxies add the port: `192.0.2.7:4711`, `[2001:db8::7]:4711`. */
function withoutPort(claim: string): string {
  const text = claim.trim();
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/.exec(text) ?? [];
  return bracketed ?? dotted ?? text;
}
