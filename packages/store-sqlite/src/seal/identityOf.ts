import type { BigIntStats } from "node:fs";

/**
 * Which file of which disk this is. A copy, however it is made, is another file: it has another inode or was born at
 * another moment, and no tool can set either. Where the file system does not say when a file was born, the device stands
 * in; elsewhere it is left out, because devices may be numbered anew at each start of the machine.
 */
export function identityOf({ dev, ino, birthtimeNs }: BigIntStats): string {
  return birthtimeNs > 0n ? `${ino}/${birthtimeNs}` : `${ino}@${dev}`;
}
