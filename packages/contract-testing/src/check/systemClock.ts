import { setTimeout } from "node:timers/promises";
import type { Clock } from "./Clock.ts";

/** The clock of the system. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
};
