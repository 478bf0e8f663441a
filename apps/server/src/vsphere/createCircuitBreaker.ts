import type { Clock } from "@gatehouse/sessions";

/** When a breaker opens, and for how long. */
export interface CircuitBreakerOptions {
  readonly clock: Clock;
  /** Opens after this many failures in a row. */
  readonly failures: number;
  /** Stays open this long, then lets one attempt through. */
  readonly pauseMs: number;
  /** Told when it opens, and when it closes again. */
  readonly onChange?: (state: "open" | "closed") => void;
}

/** Spares a failing upstream, and its callers the wait. */
export interface CircuitBreaker {
  /** Milliseconds until an attempt makes sense; 0 when one may be made. Takes no attempt. */
  waitMs(): number;
  /** Takes an attempt, if one may be made. Whoever takes one says how it went. */
  take(): boolean;
  /** Says how an attempt went. */
  report(healthy: boolean): void;
}

/**
 * Makes a circuit breaker that counts failures in a row and probes with a single attempt (AUT-14).
 *
 * Our own because a pause must be measured by the clock of the process, which nobody can set back; see
 * docs/adr/0010-vsphere-sign-in.md.
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
