import { performance } from "node:perf_hooks";
import type { Clock } from "@gatehouse/sessions";

/**
 * The time of the machine at start, carried on by the monotonic clock.
 *
 * A wall clock that somebody steps back would give every session more life, and one stepped forward would end all of
 * them; neither moves this clock.
 */
export function createSystemClock(): Clock {
  return { nowMs: () => Math.floor(performance.timeOrigin + performance.now()) };
}
