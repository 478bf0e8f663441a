import { isIPv4, isIPv6 } from "node:net";

/**
 * Spells an address in one way, so that it can be compared: IPv4 also where it came as IPv6, and IPv6 short, in lower
 * case and without a zone. Text that is no address gives nothing.
 */
export function normalizeAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  const [bare = text] = text.split("%");
  const [, mapped = ""] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare) ?? [];
  return isIPv4(mapped) ? mapped : new URL(`http://[${bare}]`).hostname.slice(1, -1);
}
