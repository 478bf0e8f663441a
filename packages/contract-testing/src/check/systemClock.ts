import { setTimeout } from "node:timers/promises";

/** Where time comes from. */
export interface Clock {
  /** Unix milliseconds. */
  nowMs(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** The clock of the system. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
};
