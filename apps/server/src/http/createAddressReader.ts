import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/** An IPv4 address written as IPv6 (RFC 4291, section 2.5.5.2), in the one spelling that `URL` gives it. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

const BITS = { ipv4: 32, ipv6: 128 } as const;

/** A block of addresses that share their first bits; a single address is a block of its own. */
export interface AddressBlock {
  readonly family: "ipv4" | "ipv6";
  readonly address: string;
  /** How many bits they share. */
  readonly prefixBits: number;
}

const HEADER = "x-forwarded-for";

/** The parts of a request that the caller's address is read from. */
export type AddressedRequest = Pick<IncomingMessage, "headers" | "headersDistinct"> & {
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
};

/** The proxies that are trusted about the address of a caller. */
interface AddressReaderOptions {
  readonly trustedProxies: readonly AddressBlock[];
  /** Called once, with the address: a caller that is not listed names another one, as a forgotten proxy does. */
  readonly onUnlisted?: (peer: string) => void;
}

/** Gives the address of the caller. */
export type AddressReader = (request: AddressedRequest) => string;

/**
 * Makes the reader of callers' addresses: that of the socket, or that which listed proxies report in `X-Forwarded-For`
 * (NET-16).
 *
 * Each proxy appends the address it was called from on the right. So the list is read from the right, and only as far
 * as listed proxies wrote it; the caller may have written all entries further left. An entry that is no address ends
 * the reading too. `Forwarded` (RFC 7239) is not read: a proxy that writes one of the headers passes on the other as
 * the caller sent it.
 */
export function createAddressReader({ trustedProxies, onUnlisted }: AddressReaderOptions): AddressReader {
  const isTrusted = createTrust(trustedProxies);
  let reportUnlisted = onUnlisted;
  return (request) => {
    const peer = normalizeAddress(request.socket.remoteAddress ?? "");
    if (peer === undefined) return "unknown";
    if (isTrusted(peer)) return followClaims(peer, claimsOf(request), isTrusted);
    if (reportUnlisted !== undefined && request.headers[HEADER] !== undefined) {
      reportUnlisted(peer);
      reportUnlisted = undefined;
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

/** The farthest address that a trusted proxy reports. */
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

/**
 * Spells an address in one way, so that it can be compared: IPv4 also where it came as IPv6, with its numbers in
 * decimal or in hexadecimal, and IPv6 short, in lower case and without a zone. Text that is no address gives nothing.
 */
export function normalizeAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  const [bare = text] = text.split("%");
  // The spelling of IPv4 clients by the socket of a dual-stack server.
  const [, dotted = ""] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare) ?? [];
  if (isIPv4(dotted)) return dotted;
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  return high === undefined || low === undefined ? short : toDecimal(high, low);
}

/** Writes two groups of an IPv6 address as the four numbers of an IPv4 address. */
function toDecimal(...groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 255])
    .join(".");
}

/**
 * Reads an address (`10.0.0.5`, `2001:db8::5`) or a block of them (`10.0.0.0/8`). Other text returns nothing, and so
 * does `/0`: with it every caller could choose its address.
 */
export function parseAddressBlock(text: string): AddressBlock | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  // A zone is a name of this machine's; IPv4 written as IPv6 is looked up as IPv4, and a block of it would never match.
  const isMapped = version === 6 && isIPv4(normalizeAddress(address) ?? "");
  if (version === 0 || rest.length > 0 || address.includes("%") || isMapped) return undefined;
  const family = version === 4 ? "ipv4" : "ipv6";
  if (prefix === undefined) return { family, address, prefixBits: BITS[family] };
  const prefixBits = /^[1-9]\d{0,2}$/.test(prefix) ? Number(prefix) : Number.NaN;
  return prefixBits <= BITS[family] ? { family, address, prefixBits } : undefined;
}

/**
 * Whether a host means this machine: 127.0.0.0/8, ::1 and localhost. Names have no case (RFC 9110, section 4.2.3) and may
 * end with the dot of the root (RFC 3986, section 3.2.2).
 */
export function isLoopback(host: string): boolean {
  if (/^localhost\.?$/i.test(host)) return true;
  return host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
