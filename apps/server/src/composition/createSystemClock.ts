import { performance } from "node:perf_hooks";
import { type Clock, createSteadyClock } from "@gatehouse/sessions";

/**
 * What sessions go by: follows the clock of the machine forward, and never back.
 *
 * @param onStep told once for each time the machine's clock was set by more than five seconds, in milliseconds
 */
export function createSystemClock(onStep: (stepMs: number) => void = () => undefined): Clock {
  return createSteadyClock({ wallMs: () => Date.now(), monotonicMs: () => performance.now(), onStep });
}
