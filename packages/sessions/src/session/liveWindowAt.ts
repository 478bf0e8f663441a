import type { LiveWindow } from "./LiveWindow.ts";
import type { SessionLimits } from "./SessionLimits.ts";

/**
 * How far in the future a record may lie and still be believed: the clock may be set back a little between two
 * runs. What lies further ahead would live past its span, so it has ended.
 */
export const CLOCK_DRIFT_MS = 5000;

/** The one place where limits become bounds. */
export function liveWindowAt(nowMs: number, limits: SessionLimits): LiveWindow {
  return {
    nowMs,
    createdAfterMs: nowMs - limits.absoluteTimeoutSeconds * 1000,
    seenAfterMs: nowMs - limits.idleTimeoutSeconds * 1000,
    seenUntilMs: nowMs + CLOCK_DRIFT_MS,
  };
}
