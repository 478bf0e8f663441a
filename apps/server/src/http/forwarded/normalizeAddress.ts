import { isIPv4, isIPv6 } from "node:net";

/** An IPv4 address written as IPv6 (RFC 4291, section 2.5.5.2), in the one spelling that `URL` gives it. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * Spells an address in one way, so that it can be compared: IPv4 also where it came as IPv6, with its numbers in
 * decimal or in hexadecimal, and IPv6 short, in lower case and without a zone. Text that is no address gives nothing.
 */
export function normalizeAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  const [bare = text] = text.split("%");
  // How the socket of every IPv4 client of a dual-stack server spells it.
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
