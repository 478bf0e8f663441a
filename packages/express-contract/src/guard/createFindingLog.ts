import type { Difference } from "@gatehouse/contract";
import type { Finding } from "./Finding.ts";
import { fingerprintOf } from "./fingerprintOf.ts";

/** Counts findings by fingerprint. */
export interface FindingLog {
  add(mode: Finding["mode"], difference: Difference): void;
  /** One finding for each fingerprint, the last of its kind, in order of first sight. */
  readonly groups: () => readonly Finding[];
}

/** Makes a log that keeps at most `groupLimit` fingerprints; later ones are told of and not kept. */
export function createFindingLog(groupLimit: number, onFinding: (finding: Finding) => void): FindingLog {
  const groups = new Map<string, Finding>();
  const add: FindingLog["add"] = (mode, difference) => {
    const fingerprint = fingerprintOf(difference);
    const count = (groups.get(fingerprint)?.count ?? 0) + 1;
    const finding: Finding = { mode, fingerprint, count, difference };
    if (count > 1 || groups.size < groupLimit) groups.set(fingerprint, finding);
    onFinding(finding);
  };
  return { add, groups: () => [...groups.values()] };
}
