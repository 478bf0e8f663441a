import type { Clock } from "../ports/Clock.ts";

/** The clock of the machine, as it is: it may step. Sessions go by `createSteadyClock`. */
export const systemClock: Clock = { nowMs: () => Date.now() };
