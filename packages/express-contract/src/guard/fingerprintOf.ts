import { createHash } from "node:crypto";
import { type Difference, differenceFingerprint } from "@gatehouse/contract";

const LENGTH = 12;

/** A short name for a difference: the same for all array items, and without any value of the response. */
export function fingerprintOf(difference: Difference): string {
  return createHash("sha256").update(differenceFingerprint(difference)).digest("hex").slice(0, LENGTH);
}
