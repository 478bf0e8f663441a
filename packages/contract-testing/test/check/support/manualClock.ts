import type { Clock } from "../../../src/check/systemClock.ts";

/** A clock that moves while the caller sleeps, and by a step each time it is read. */
export interface ManualClock extends Clock {
  readonly sleepsMs: readonly number[];
}

/** Makes a clock that begins in 2026. */
export function createManualClock({ stepMs = 0 } = {}): ManualClock {
  let nowMs = Date.UTC(2026, 0, 1);
  const sleepsMs: number[] = [];
  return {
    sleepsMs,
    nowMs: () => {
      nowMs += stepMs;
      return nowMs;
    },
    sleep: async (milliseconds) => {
      sleepsMs.push(milliseconds);
      nowMs += milliseconds;
    },
  };
}
