import { type Clock, createSteadyClock } from "@gatehouse/sessions";

/** A clock that only goes forward, in milliseconds. */
export const monotonicMs = performance.now.bind(performance);

/**
 * What sessions go by: follows the clock of the machine forward, and never back.
 *
 * @param onStep called once for each time the machine's clock was set by more than five seconds, in milliseconds
 */
export function createSystemClock(onStep: (stepMs: number) => void = () => undefined): Clock {
  return createSteadyClock({ wallMs: Date.now, monotonicMs, onStep });
}

/**
 * The time of the machine as it is, also after it was set: for the log and the audit trail, which are compared with
 * those of other machines. Sessions go by the system clock of this folder, which never jumps.
 */
export function createWallClock(): Clock {
  return { nowMs: Date.now };
}
