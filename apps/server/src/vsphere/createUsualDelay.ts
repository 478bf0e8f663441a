import { setTimeout } from "node:timers/promises";
import type { Clock } from "@gatehouse/sessions";

/** What `createUsualDelay` is made of. */
export interface UsualDelayOptions {
  readonly clock: Clock;
  /** @default a timer */
  readonly sleep?: (durationMs: number) => Promise<unknown>;
}

/** Makes a refusal that vCenter is not asked about take as long as one that it is. */
export interface UsualDelay {
  /** Runs a check and remembers how long it took. */
  measure<T>(check: () => Promise<T>): Promise<T>;
  /** Waits for as long as one of the last checks took. */
  wait(): Promise<void>;
}

/** How many durations are remembered. */
const REMEMBERED = 32;
/** Before the first check. */
const FIRST_DELAY_MS = 300;

/**
 * Remembers how long vCenter takes to refuse (AUT-04).
 *
 * A locked account must not be asked about: the guesses of a stranger would lock it in vCenter too. Durations are
 * replayed one after the other rather than averaged, so that they scatter as the real ones do.
 */
export function createUsualDelay({ clock, sleep = setTimeout }: UsualDelayOptions): UsualDelay {
  const durationsMs: number[] = [];
  let turn = 0;
  return {
    async measure(check) {
      const startMs = clock.nowMs();
      const result = await check();
      durationsMs.push(clock.nowMs() - startMs);
      if (durationsMs.length > REMEMBERED) durationsMs.shift();
      return result;
    },
    async wait() {
      turn += 1;
      await sleep(durationsMs[turn % Math.max(1, durationsMs.length)] ?? FIRST_DELAY_MS);
    },
  };
}
