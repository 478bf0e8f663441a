import { isIPv4, isIPv6 } from "node:net";

/** How many of the eight groups of an IPv6 address name the network: /64, what one customer usually holds. */
const NETWORK_GROUPS = 4;

/**
 * What counts as one address: an IPv4 address, also one written as IPv6, or the /64 network of an IPv6 address
 * (AUT-07). Text that is no address counts as itself.
 */
export function addressKeyOf(address: string): string {
  const [bare = address] = address.split("%");
  if (!isIPv6(bare)) return bare;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare) ?? [];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  return `${groupsOf(bare).slice(0, NETWORK_GROUPS).join(":")}::/64`;
}

/** The eight groups of an address, as the URL parser spells them: short, lower case, without leading zeros. */
function groupsOf(address: string): string[] {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = short.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  return [...first, ...Array<string>(8 - first.length - last.length).fill("0"), ...last];
}
