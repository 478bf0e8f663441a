import type { SessionRecord } from "./SessionRecord.ts";

/**
 * What makes a record live at one moment, as bounds a store can compare with. A record is live when
 * `createdAtMs > createdAfterMs` and `seenAfterMs < lastSeenAtMs <= seenUntilMs`.
 */
export interface LiveWindow {
  readonly nowMs: number;
  /** Now less the absolute limit. */
  readonly createdAfterMs: number;
  /** Now less the idle limit. */
  readonly seenAfterMs: number;
  /** Now plus the drift tolerated. Records from further in the future date from a clock that was wrong. */
  readonly seenUntilMs: number;
}

/** Whether the record is live in this window. */
export function isLive(record: SessionRecord, window: LiveWindow): boolean {
  return (
    record.createdAtMs > window.createdAfterMs &&
    record.lastSeenAtMs > window.seenAfterMs &&
    record.lastSeenAtMs <= window.seenUntilMs
  );
}
