import { performance } from "node:perf_hooks";
import { type Clock, createSteadyClock } from "@gatehouse/sessions";

/** What sessions go by: follows the clock of the machine forward, and never back. */
export function createSystemClock(): Clock {
  return createSteadyClock({ wallMs: () => Date.now(), monotonicMs: () => performance.now() });
}
