import type { StopReason } from "../CheckReport.ts";
import type { Clock } from "../systemClock.ts";

/** The limits to the requests of a run. */
export interface Gate {
  /** Requests let through so far. */
  readonly requests: number;
  /** Why no further request is let through, once that is so. */
  readonly stoppedBy: StopReason | undefined;
  /** Waits for the next request's turn; `false` when there is none. */
  next(): Promise<boolean>;
  /** Lets no further request through. */
  stop(reason: StopReason): void;
}

/** What a gate holds to. */
interface GateLimits {
  readonly ratePerSecond?: number;
  readonly timeLimitSeconds?: number;
  readonly maxRequests?: number;
  readonly signal?: AbortSignal;
}

/** Makes a gate that counts, slows down and ends the requests of a run. */
export function createGate(clock: Clock, limits: GateLimits): Gate {
  const startMs = clock.nowMs();
  const intervalMs = limits.ratePerSecond === undefined ? 0 : 1000 / limits.ratePerSecond;
  let requests = 0;
  let dueMs = startMs;
  let stoppedBy: StopReason | undefined;
  return {
    get requests() {
      return requests;
    },
    get stoppedBy() {
      return stoppedBy;
    },
    stop: (reason) => {
      stoppedBy ??= reason;
    },
    next: async () => {
      const elapsedSeconds = (clock.nowMs() - startMs) / 1000;
      if (limits.signal?.aborted === true) stoppedBy ??= "interrupted";
      if (requests >= (limits.maxRequests ?? Number.POSITIVE_INFINITY)) stoppedBy ??= "request limit";
      if (elapsedSeconds >= (limits.timeLimitSeconds ?? Number.POSITIVE_INFINITY)) stoppedBy ??= "time limit";
      if (stoppedBy !== undefined) return false;
      const waitMs = dueMs - clock.nowMs();
      if (intervalMs > 0 && waitMs > 0) await clock.sleep(waitMs);
      dueMs = Math.max(dueMs, clock.nowMs()) + intervalMs;
      requests += 1;
      return true;
    },
  };
}
