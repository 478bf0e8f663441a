import type { SessionRecord } from "./SessionRecord.ts";

/** Orders sessions longest idle first; of equals the oldest. */
export function compareIdleness(a: SessionRecord, b: SessionRecord): number {
  return a.lastSeenAtMs - b.lastSeenAtMs || a.createdAtMs - b.createdAtMs;
}
