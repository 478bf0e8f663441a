import { type CreateRequest, defaultSessionLimits, type LiveWindow, liveWindowAt } from "@gatehouse/sessions";
import { sampleRecord } from "@gatehouse/sessions/testing";

/** Thirty minutes idle and twelve hours in all, at this moment. */
export function windowAt(nowMs: number): LiveWindow {
  return liveWindowAt(nowMs, defaultSessionLimits);
}

/** The write interval that belongs to thirty minutes idle. */
export const WRITE_INTERVAL_MS = 180_000;

/** A new session of a user, seen at this moment. */
export function createRequest(
  tokenHash: string,
  {
    nowMs,
    username = "ada",
    maxPerUser = 1_000_000,
  }: { nowMs: number; username?: string; maxPerUser?: number },
): CreateRequest {
  return {
    tokenHash,
    record: sampleRecord(username, nowMs),
    window: windowAt(nowMs),
    maxPerUser,
    maxInAll: 1_000_000,
  };
}
