import {
  isLive,
  type SessionRecord,
  type Store,
  StoreUnavailableError,
  type TouchRequest,
} from "@gatehouse/sessions";
import { createLease, type Lease, type Renewal } from "./createLease.ts";
import type { NumberedDrop, StoreNotifications } from "./createLeaseBook.ts";
import type { Line } from "./createLine.ts";
import { remotePort } from "./ports.ts";

/** A check gets 503 when the parent does not respond within this time. */
const LONGEST_CHECK_MILLISECONDS = 5000;

/** The response of the parent to a check. */
export interface Touched {
  readonly record: SessionRecord | undefined;
  /** The number of the last drop before the parent looked: after a later one the record may not be kept. */
  readonly number: number;
}

/** Sessions in memory, within a number of bytes. */
interface SessionCache {
  get(tokenHash: string): { readonly record: SessionRecord } | undefined;
  put(row: { readonly tokenHash: string; readonly record: SessionRecord }): void;
  /** The parent knows of a use. */
  renew(tokenHash: string, lastSeenAtMs: number): void;
  dropUser(userKey: string): void;
  dropAll(): void;
}

/** Options of a leased store. */
interface LeasedStoreOptions {
  readonly line: Pick<Line<StoreNotifications>, "call" | "notify">;
  /** A clock that only goes forward, in milliseconds. */
  readonly monotonicMs: () => number;
  /** Empty; takes the sessions that are kept. */
  readonly cache: SessionCache;
  readonly onRenewed?: (renewal: Renewal) => void;
  readonly isOverloaded?: () => boolean;
  readonly leaseMs?: number;
  readonly renewEveryMs?: number;
}

/** The store of a worker, and what its parent drops from it. */
interface LeasedStore extends Store {
  readonly lease: Pick<Lease, "renew" | "keep">;
  /** Drops sessions from memory, then confirms it. */
  drop(drop: NumberedDrop): void;
}

/**
 * The store of the parent as a worker sees it: checks are served from memory while the lease is valid, all other calls
 * go to the parent.
 *
 * Uses are sent with the next renewal. A session whose last use may be unknown to the parent for a write interval is
 * checked by the parent, so that no idle limit is decided without its uses.
 */
export function createLeasedStore(options: LeasedStoreOptions): LeasedStore {
  const { line } = options;
  const memory = createMemory(options);
  const { lease, sendUses } = memory;
  let isOpen = true;
  const asking: Pick<Line, "call"> = {
    async call(name, ...words) {
      if (!isOpen) throw new StoreUnavailableError(name, { cause: new Error("The store is closed.") });
      // The parent decides a call by the uses that were sent before.
      sendUses();
      return line.call(name, ...words);
    },
  };

  async function touch(request: TouchRequest): Promise<SessionRecord | undefined> {
    const found = isOpen ? memory.use(request) : undefined;
    if (found !== undefined) return found;
    const touched = await asking.call("touch", request, LONGEST_CHECK_MILLISECONDS);
    const { record, number } = touched as Touched;
    if (record !== undefined && lease.cursor() === number) memory.keep(request.tokenHash, record);
    return record;
  }

  return {
    ...remotePort(asking, "store"),
    accounts: remotePort(asking, "accountStore"),
    attempts: remotePort(asking, "attempts"),
    signInSwitch: remotePort(asking, "signInSwitch"),
    touch,
    async close() {
      if (!isOpen) return;
      lease.stop();
      const flushed = asking.call("flush", undefined);
      isOpen = false;
      await flushed;
    },
    lease,
    drop: lease.drop,
  };
}

/** Sessions in memory, the lease they are accepted under, and their uses that the parent does not know yet. */
function createMemory({ cache, ...options }: LeasedStoreOptions) {
  const uses = new Map<string, number>();

  function sendUses(): void {
    if (uses.size === 0) return;
    options.line.notify("used", [...uses]);
    for (const [tokenHash, lastSeenAtMs] of uses) cache.renew(tokenHash, lastSeenAtMs);
    uses.clear();
  }

  function onDrop({ userKey }: NumberedDrop): void {
    if (userKey === undefined) cache.dropAll();
    else cache.dropUser(userKey);
  }

  const lease = createLease({ ...options, onRenew: sendUses, onDrop });
  return {
    lease,
    sendUses,
    keep: (tokenHash: string, record: SessionRecord) => cache.put({ tokenHash, record }),
    /** The session with this use, where it is safe to accept it. */
    use({ tokenHash, window, writeIntervalMs }: TouchRequest): SessionRecord | undefined {
      const record = cache.get(tokenHash)?.record;
      if (record === undefined || window.nowMs - record.lastSeenAtMs >= writeIntervalMs) return undefined;
      const knownMs = Math.max(record.lastSeenAtMs, uses.get(tokenHash) ?? 0);
      if (!isLive({ ...record, lastSeenAtMs: knownMs }, window) || !lease.isValid()) return undefined;
      const lastSeenAtMs = Math.max(knownMs, window.nowMs);
      uses.set(tokenHash, lastSeenAtMs);
      return { ...record, lastSeenAtMs };
    },
  };
}
