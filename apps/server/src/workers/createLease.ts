import { LEASE_MS, type NumberedDrop } from "./createLeaseBook.ts";
import type { Line } from "./createLine.ts";

/** How long after one renewal the next one is asked for. */
const RENEW_EVERY_MS = 200;

/** The response of the parent to a renewal. */
export interface Renewal {
  /** The number of its last drop. */
  readonly number: number;
  /** The clock that sessions go by, Unix milliseconds. */
  readonly nowMs: number;
}

/** The request of a worker for a renewal. */
export interface RenewalRequest {
  /** The last drop that it has applied; absent at the first time. */
  readonly cursor: number | undefined;
  /** Whether it rejects new work to stay alive. */
  readonly overloaded: boolean;
}

/** Options of a lease. */
interface LeaseOptions {
  readonly line: Pick<Line<{ readonly applied: number }>, "call" | "notify">;
  /** A clock that only goes forward, in milliseconds. */
  readonly monotonicMs: () => number;
  /** Drops sessions from memory. */
  readonly onDrop: (drop: NumberedDrop) => void;
  /** Called before each renewal. */
  readonly onRenew?: (() => void) | undefined;
  /** Called with the response of the parent. */
  readonly onRenewed?: ((renewal: Renewal) => void) | undefined;
  readonly isOverloaded?: (() => boolean) | undefined;
  /** @default LEASE_MS */
  readonly leaseMs?: number | undefined;
  /** @default RENEW_EVERY_MS */
  readonly renewEveryMs?: number | undefined;
}

/** The right of a worker to accept sessions from memory. */
export interface Lease {
  /** Whether the right holds now. By the clock, each time: a timer may come late (ADR 28). */
  isValid(): boolean;
  /** The number of the last drop that was applied. */
  cursor(): number;
  /** Applies a drop, then confirms it (R1). */
  drop(drop: NumberedDrop): void;
  /** Requests a lease. @throws {StoreUnavailableError} when the parent does not respond */
  renew(): Promise<void>;
  /** Renews the lease from now on. */
  keep(): void;
  /** Asks for no more renewals. */
  stop(): void;
}

/** No lease yet. */
export function createLease(options: LeaseOptions): Lease {
  const { line, monotonicMs, onDrop, onRenew, onRenewed, isOverloaded = () => false } = options;
  const { leaseMs = LEASE_MS, renewEveryMs = RENEW_EVERY_MS } = options;
  let cursor: number | undefined;
  let validUntilMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function renew(): Promise<void> {
    onRenew?.();
    // The lease counts from before the question, so that the parent never takes it for shorter.
    const askedMs = monotonicMs();
    const request: RenewalRequest = { cursor, overloaded: isOverloaded() };
    const renewal = (await line.call("renew", request, leaseMs)) as Renewal;
    // Drops that were sent before the response were applied before this line.
    cursor = Math.max(cursor ?? 0, renewal.number);
    validUntilMs = Math.max(validUntilMs, askedMs + leaseMs);
    onRenewed?.(renewal);
  }

  async function keep(): Promise<void> {
    // Without a response the lease ends by itself, and the worker asks the parent about every session.
    await renew().catch(() => undefined);
    if (!isStopped) timer = setTimeout(() => void keep(), renewEveryMs);
  }

  return {
    isValid: () => monotonicMs() < validUntilMs,
    cursor: () => cursor ?? 0,
    drop(drop) {
      onDrop(drop);
      cursor = drop.number;
      line.notify("applied", cursor);
    },
    renew,
    keep: () => void keep(),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
