/** Where the domain takes the time from. */
export interface Clock {
  /** Unix milliseconds. */
  nowMs(): number;
}

/** The clock of the machine, as it is: it may step. Sessions go by `createSteadyClock`. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** A difference between wall clock and expectation that is more than the usual correction. */
const STEP_MS = 5000;

/** Options of a steady clock. */
export interface SteadyClockOptions {
  /** Unix milliseconds by the clock of the machine, which may step. */
  readonly wallMs: () => number;
  /** Milliseconds of a clock that never steps, such as `performance.now`. */
  readonly monotonicMs: () => number;
  /** Called once for each step of more than five seconds; a positive step is forward. For the log. */
  readonly onStep?: (stepMs: number) => void;
}

/**
 * A clock for the life of sessions that a stepping wall clock cannot use to lengthen it.
 *
 * Forward steps are followed: sessions may end early, and time spent in a suspended machine counts. Backward steps
 * are not: the clock goes on at the pace of the monotonic one, ahead of the wall clock until that steps forward or
 * the process starts anew. So it never runs back and no session gains time.
 */
export function createSteadyClock({ wallMs, monotonicMs, onStep }: SteadyClockOptions): Clock {
  let lastMs = wallMs();
  let lastMonotonicMs = monotonicMs();
  let aheadMs = 0;

  return {
    nowMs() {
      const monotonic = monotonicMs();
      const expectedMs = lastMs + (monotonic - lastMonotonicMs);
      const wall = wallMs();
      const stepMs = wall - (expectedMs - aheadMs);
      if (Math.abs(stepMs) > STEP_MS) onStep?.(Math.round(stepMs));
      lastMs = Math.max(expectedMs, wall);
      lastMonotonicMs = monotonic;
      aheadMs = lastMs - wall;
      return Math.floor(lastMs);
    },
  };
}
