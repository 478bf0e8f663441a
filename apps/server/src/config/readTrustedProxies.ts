import { type AddressBlock, parseAddressBlock } from "../http/createAddressReader.ts";
import type { SettingsReader } from "./createSettingsReader.ts";

/** Reads the list of proxies whose word about a caller's address is believed (NET-16). */
export function readTrustedProxies(read: SettingsReader): readonly AddressBlock[] {
  const list = read.text("GATEHOUSE_TRUSTED_PROXIES");
  if (list === undefined) return [];
  const entries = list.split(",").map((entry) => entry.trim());
  return entries.flatMap((entry) => {
    const block = parseAddressBlock(entry);
    if (block !== undefined) return [block];
    const message = `${JSON.stringify(entry.slice(0, 60))} is no address or block. Write them as 10.0.0.5, 10.0.0.0/8 or 2001:db8::/32, with commas between; names and /0 are not taken.`;
    read.fault("GATEHOUSE_TRUSTED_PROXIES", message);
    return [];
  });
}
