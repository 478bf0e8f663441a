import { isIP, isIPv4 } from "node:net";
import type { AddressBlock } from "./AddressBlock.ts";
import { normalizeAddress } from "./normalizeAddress.ts";

const BITS = { ipv4: 32, ipv6: 128 } as const;

/**
 * Reads an address (`10.0.0.5`, `2001:db8::5`) or a block of them (`10.0.0.0/8`). Text that is neither gives nothing, and
 * so does `/0`: whoever believes everybody lets every caller choose an address.
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
