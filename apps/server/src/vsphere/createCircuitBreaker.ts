import { setTimeout } from "node:timers/promises";
import type { Clock } from "@gatehouse/sessions";

/** When a breaker opens, and for how long. */
interface CircuitBreakerOptions {
  readonly clock: Clock;
  /** Opens after this many failures in a row. */
  readonly failures: number;
  /** Stays open this long, then lets one attempt through. */
  readonly pauseMs: number;
  /** Called when it opens, and when it closes again. */
  readonly onChange?: (state: "open" | "closed") => void;
}

/** Spares a failing upstream, and its callers the wait. */
interface CircuitBreaker {
  /** Milliseconds until an attempt makes sense; 0 when one may be made. Takes no attempt. */
  waitMs(): number;
  /** Takes an attempt, if one may be made. The caller then reports its outcome. */
  take(): boolean;
  /** Says how an attempt went. */
  report(healthy: boolean): void;
}

/** Options of `createUsualDelay`. */
interface UsualDelayOptions {
  readonly clock: Clock;
  /** @default a timer */
  readonly sleep?: (durationMs: number) => Promise<unknown>;
}

/** Makes a rejection that vCenter is not asked about take as long as one that it is. */
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
 * Makes a circuit breaker that counts failures in a row and probes with a single attempt (AUT-14).
 *
 * It is not a library because a pause must be measured by the monotonic clock of the process, which cannot be set back;
 * see docs/adr/0010-vsphere-sign-in.md.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { clock, failures, pauseMs } = options;
  let failed = 0;
  let openUntilMs = 0;
  let probing = false;

  const isOpen = () => failed >= failures;
  const waitMs = () => {
    if (!isOpen()) return 0;
    const left = openUntilMs - clock.nowMs();
    return left > 0 || !probing ? Math.max(0, left) : pauseMs;
  };

  return {
    waitMs,
    take() {
      if (waitMs() > 0) return false;
      probing = isOpen();
      return true;
    },
    report(healthy) {
      const wasOpen = isOpen();
      probing = false;
      failed = healthy ? 0 : failed + 1;
      if (isOpen()) openUntilMs = clock.nowMs() + pauseMs;
      if (wasOpen !== isOpen()) options.onChange?.(isOpen() ? "open" : "closed");
    },
  };
}

/**
 * Remembers how long vCenter takes to reject (AUT-04).
 *
 * Locked accounts must not be checked: guesses would lock them in vCenter, too. Durations are
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
