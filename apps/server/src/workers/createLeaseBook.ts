/**
 * How long a worker may accept sessions from memory after it asked for a renewal. An unresponsive worker makes
 * revocations wait this long, once.
 */
export const LEASE_MS = 1000;

/** How much longer the parent waits: what two clocks of one machine may differ within a lease. */
const ALLOWANCE_MS = 50;

/** Which sessions workers must not have in memory any more: those of one user, or all. */
export interface Drop {
  readonly userKey?: string;
}

/** A drop with its number; numbers rise by one. */
export interface NumberedDrop extends Drop {
  readonly number: number;
}

/** When a session was used: token digest and Unix milliseconds. */
export type Use = readonly [tokenHash: string, lastSeenAtMs: number];

/** The notifications of a worker's store to the parent, by name. */
export interface StoreNotifications {
  /** The last drop that was applied. */
  readonly applied: number;
  readonly used: readonly Use[];
}

/** Options of the book. */
interface LeaseBookOptions {
  /** A clock that only goes forward, in milliseconds. */
  readonly monotonicMs: () => number;
  /** @default LEASE_MS */
  readonly leaseMs?: number;
  /** @default ALLOWANCE_MS */
  readonly allowanceMs?: number;
}

/** A worker in the book. */
interface Holder {
  /** Renews its lease. @param cursor the last drop that it has applied; absent at the first time */
  renew(cursor: number | undefined): void;
  /** It has applied every drop up to this number. */
  applied(cursor: number): void;
  /** Its process has ended: revocations no longer wait for it. */
  gone(): void;
}

/** The state of the leases of all workers, kept by the parent. */
export interface LeaseBook {
  /** Adds a worker. @param send sends it a drop, behind everything sent before */
  add(send: (drop: NumberedDrop) => void): Holder;
  /** The number of the last drop. */
  number(): number;
  /**
   * Runs what ends sessions. Afterwards no worker accepts any of them: fulfilled or rejected, each worker has dropped
   * them from memory, or its lease has ended, or it has (R3).
   *
   * @param dropOf what to drop, given the result; nothing where no session has ended
   * @param unknown what to drop after a failure: all that may have ended @default everything
   */
  revoke<T>(
    work: () => Promise<T>,
    dropOf: (result: T) => readonly Drop[],
    unknown?: readonly Drop[],
  ): Promise<T>;
  /** Resolves when the currently pending revocations have ended. */
  settled(): Promise<unknown>;
}

interface Wait {
  readonly number: number;
  end(): void;
}

/** An empty book. Workers of an earlier parent may hold leases still: the first revocations wait for them. */
export function createLeaseBook(options: LeaseBookOptions): LeaseBook {
  const { monotonicMs, leaseMs = LEASE_MS, allowanceMs = ALLOWANCE_MS } = options;
  const holders = new Set<ReturnType<typeof createHolder>>();
  const underWay = new Set<Promise<unknown>>();
  const earlierUntilMs = monotonicMs() + leaseMs + allowanceMs;
  let number = 0;

  async function drop(drops: readonly Drop[]): Promise<void> {
    if (drops.length === 0) return;
    for (const one of drops) {
      number += 1;
      for (const holder of holders) holder.send({ ...one, number });
    }
    const waits = [...holders].map((holder) => holder.dropped(number));
    await Promise.all([...waits, until(earlierUntilMs, monotonicMs).done]);
  }

  const run: LeaseBook["revoke"] = async (work, dropOf, unknown = [{}]) => {
    let drops = unknown;
    try {
      const result = await work();
      drops = dropOf(result);
      return result;
    } finally {
      await drop(drops);
    }
  };

  return {
    add(send) {
      const renewed = () => monotonicMs() + leaseMs;
      const holder = createHolder({ send, renewed, monotonicMs, allowanceMs, number: () => number });
      holders.add(holder);
      return {
        ...holder,
        gone() {
          holders.delete(holder);
          holder.gone();
        },
      };
    },
    number: () => number,
    revoke(...given) {
      const running = run(...given);
      const settled = running.then(
        () => undefined,
        () => undefined,
      );
      underWay.add(settled);
      void settled.then(() => underWay.delete(settled));
      return running;
    },
    settled: () => Promise.all(underWay),
  };
}

interface HolderOptions extends Required<Pick<LeaseBookOptions, "monotonicMs" | "allowanceMs">> {
  readonly send: (drop: NumberedDrop) => void;
  /** When a lease ends that is renewed now. */
  readonly renewed: () => number;
  readonly number: () => number;
}

function createHolder({ send, renewed, monotonicMs, allowanceMs, number }: HolderOptions) {
  const waits = new Set<Wait>();
  let cursor = 0;
  let leaseUntilMs = Number.NEGATIVE_INFINITY;

  function applied(upTo: number): void {
    cursor = Math.max(cursor, upTo);
    for (const wait of waits) if (wait.number <= cursor) wait.end();
  }

  return {
    send,
    applied,
    renew(upTo: number | undefined) {
      // A worker that begins has nothing in memory.
      applied(upTo ?? number());
      leaseUntilMs = renewed();
    },
    /**
     * Resolves when the worker has applied this drop, or the lease that it holds now has ended. Later leases need no
     * wait: their grants reach the worker behind the drop.
     */
    async dropped(dropNumber: number): Promise<void> {
      if (cursor >= dropNumber) return;
      const lease = until(leaseUntilMs + allowanceMs, monotonicMs);
      const wait = { number: dropNumber, end: lease.end };
      waits.add(wait);
      await lease.done;
      waits.delete(wait);
    },
    gone() {
      for (const wait of waits) wait.end();
    },
  };
}

/** Resolves at a moment, or when it is ended before. A timer may come early, so the clock decides. */
function until(momentMs: number, monotonicMs: () => number) {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const leftMs = momentMs - monotonicMs();
    if (leftMs <= 0) resolve();
    else timer = setTimeout(look, Math.ceil(leftMs));
  };
  look();
  return {
    done,
    end(): void {
      clearTimeout(timer);
      resolve();
    },
  };
}
