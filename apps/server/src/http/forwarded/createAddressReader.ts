import type { IncomingMessage } from "node:http";
import { BlockList, isIPv4 } from "node:net";
import type { AddressBlock } from "./AddressBlock.ts";
import { normalizeAddress } from "./normalizeAddress.ts";

/** What of a request its caller's address is read from. */
export type AddressedRequest = Pick<IncomingMessage, "headersDistinct"> & {
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
};

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
export function createAddressReader(trustedProxies: readonly AddressBlock[]): AddressReader {
  const trusted = new BlockList();
  for (const { address, prefixBits, family } of trustedProxies)
    trusted.addSubnet(address, prefixBits, family);
  const isTrusted = (address: string): boolean =>
    trustedProxies.length > 0 && trusted.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  return (request) => {
    const peer = normalizeAddress(request.socket.remoteAddress ?? "");
    if (peer === undefined) return "unknown";
    let address = peer;
    // Sorting the headers costs time, which is spent on the requests of proxies alone.
    const claims = isTrusted(peer) ? claimsOf(request.headersDistinct["x-forwarded-for"]) : [];
    while (claims.length > 0 && isTrusted(address)) {
      const claim = normalizeAddress(withoutPort(claims.pop() ?? ""));
      if (claim === undefined) return address;
      address = claim;
    }
    return address;
  };
}

/** Header lines of one name are one list, in their order (RFC 9110, section 5.3). */
function claimsOf(lines: readonly string[] | undefined): string[] {
  return lines === undefined ? [] : lines.join(",").split(",");
}

/** Some proxies add the port: `192.0.2.7:4711`, `[2001:db8::7]:4711`. */
function withoutPort(claim: string): string {
  const text = claim.trim();
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/.exec(text) ?? [];
  return bracketed ?? dotted ?? text;
}
