import type { Clock } from "@gatehouse/sessions";

/**
 * The time of the machine as it is, also after it was set: for the log and the audit trail, which are compared with
 * those of other machines. Sessions go by the system clock of this folder, which never jumps.
 */
export function createWallClock(): Clock {
  return { nowMs: () => Date.now() };
}
