import type { AttemptEntry } from "@gatehouse/sessions";

/** Counts pending attempts of a key, and lets others wait for them. */
export interface Turns {
  /** How many attempts are pending. */
  underWay(key: string): number;
  begin(key: string): void;
  /** Ends one, and wakes everybody who waits. */
  end(key: string): void;
  /** Fulfilled when a pending one ends, or after the time limit. */
  next(key: string, longestMs: number): Promise<void>;
  /** How many wait, for all keys together. */
  readonly waiting: number;
}

interface Turn {
  underWay: number;
  readonly wake: (() => void)[];
}

/** Counts failures per key in the memory of this process, and forgets them after a while. */
export interface Counter {
  /**
   * Counts one more if fewer than `most` are counted. Otherwise it counts nothing and returns how long to wait. The
   * attempt is pending until it is kept or given back.
   */
  take(key: CounterKey, most: number): CounterResult;
  /** Ends a pending one, which stays counted. */
  keep(key: CounterKey): void;
  /** Takes back a pending one; a key without a count is forgotten. A locked key stays locked. */
  giveBack(key: CounterKey): void;
  /** How many are counted. */
  count(key: CounterKey): number;
  /** Allows nothing for a time. */
  lock(key: CounterKey, seconds: number): void;
  /** Keeps what is counted for the whole time from now. */
  extend(key: CounterKey): void;
  /** Restarts the count at one, for the whole time. */
  renew(key: CounterKey): void;
  /** Until when the last key of each owner that has counted `most` is out of time, on the clock that never steps. */
  fullUntilMs(most: number): ReadonlyMap<string, number>;
  /** Forgets all keys of an owner, except pending attempts. */
  forgetOwner(owner: string): void;
  /** Forgets expired counts, except pending attempts. */
  prune(): void;
  /** Puts back what was saved, unless it is out of time. */
  restore(entry: AttemptEntry, nowMs: number): void;
  /**
   * The entries that changed since the last call, with times as Unix milliseconds; forgotten entries have a count of 0.
   * Pending attempts are left out: after the end of the process nothing could take back one with a correct password.
   */
  takeChanges(nowMs: number): readonly AttemptEntry[];
}

/** The subject of a count, and its owner: the counts of an owner are forgotten together. */
export interface CounterKey {
  readonly bucket: string;
  readonly owner: string;
}

/** Counted, or not and for how long. */
type CounterResult = { readonly taken: true } | { readonly taken: false; readonly waitSeconds: number };

/** Options of a counter. */
interface CounterOptions {
  /** The name it has in the store. */
  readonly kind: string;
  readonly forgetAfterSeconds: number;
  /** Milliseconds of a clock that never steps. */
  readonly monotonicMs: () => number;
}

interface Count {
  readonly owner: string;
  count: number;
  /** How many of them are neither kept nor given back. */
  underWay: number;
  readonly forgetAtMs: number;
}

/** More than any limit: what a locked key has counted. */
export const LOCKED = Number.MAX_SAFE_INTEGER;

/** A clock that was set forward must not make a lock longer than it can be. */
const LONGEST_LOCK_SECONDS = 900;

/** Stands between bucket and owner in the store. */
const SEPARATOR = ":";

/** A counter with nothing counted. It has as many keys as there are buckets, so its memory is bounded (AUT-09). */
export function createCounter(options: CounterOptions): Counter {
  const { forgetAfterSeconds, monotonicMs } = options;
  const counts = createCounts(options);
  const { find, put, drop, note } = counts;
  return {
    take: (key, most) => take(counts, key, { most, ...options }),
    keep(key) {
      const found = find(key.bucket);
      if (found === undefined) return;
      found.underWay = Math.max(0, found.underWay - 1);
      note({ ...key, owner: found.owner });
    },
    giveBack(key) {
      const found = find(key.bucket);
      if (found === undefined) return;
      found.underWay = Math.max(0, found.underWay - 1);
      if (found.count === LOCKED) return;
      found.count -= 1;
      if (found.count <= 0) drop(key.bucket, found.owner);
      else note({ ...key, owner: found.owner });
    },
    count: ({ bucket }) => find(bucket)?.count ?? 0,
    lock: (key, seconds) => void put(key, LOCKED, seconds),
    extend(key) {
      const found = find(key.bucket);
      if (found !== undefined) put(key, found.count, forgetAfterSeconds);
    },
    renew: (key) => void put(key, 1, forgetAfterSeconds),
    fullUntilMs(most) {
      const ends = new Map<string, number>();
      for (const [, { owner, count, forgetAtMs }] of counts.entries()) {
        if (count < most || forgetAtMs <= monotonicMs()) continue;
        ends.set(owner, Math.max(forgetAtMs, ends.get(owner) ?? 0));
      }
      return ends;
    },
    forgetOwner(owner) {
      const theirs = [...counts.entries()].filter(([, count]) => count.owner === owner);
      for (const [bucket, count] of theirs) counts.forget(bucket, count);
    },
    prune() {
      for (const [bucket] of counts.entries()) find(bucket);
    },
    restore: counts.restore,
    takeChanges: counts.takeChanges,
  };
}

function take(
  { find, put }: Counts,
  key: CounterKey,
  { most, forgetAfterSeconds, monotonicMs }: CounterOptions & { readonly most: number },
): CounterResult {
  const found = find(key.bucket);
  if (found === undefined) {
    put(key, 1, forgetAfterSeconds).underWay = 1;
    return { taken: true };
  }
  if (found.count >= most) {
    const waitSeconds = Math.ceil((found.forgetAtMs - monotonicMs()) / 1000);
    return { taken: false, waitSeconds: Math.max(1, waitSeconds) };
  }
  found.count += 1;
  found.underWay += 1;
  return { taken: true };
}

type Counts = ReturnType<typeof createCounts>;

/** The counts by bucket, and what changed about them. */
function createCounts({ kind, forgetAfterSeconds, monotonicMs }: CounterOptions) {
  const counts = new Map<string, Count>();
  const changed = new Map<string, CounterKey>();
  const note = (key: CounterKey): void => void changed.set(keyText(key), key);

  function drop(bucket: string, owner: string): void {
    counts.delete(bucket);
    note({ bucket, owner });
  }

  function find(bucket: string): Count | undefined {
    const found = counts.get(bucket);
    return found === undefined || found.forgetAtMs > monotonicMs() ? found : forget(bucket, found);
  }

  /** Pending attempts stay counted; otherwise their end would reduce the count of later ones. */
  function forget(bucket: string, { owner, underWay }: Count): Count | undefined {
    drop(bucket, owner);
    if (underWay === 0) return undefined;
    return Object.assign(put({ bucket, owner }, underWay, forgetAfterSeconds), { underWay });
  }

  /** The owner who was there first stays: two owners in one bucket share it. */
  function put({ bucket, owner }: CounterKey, count: number, seconds: number): Count {
    const { underWay, owner: first } = find(bucket) ?? { underWay: 0, owner };
    const entry = { owner: first, count, underWay, forgetAtMs: monotonicMs() + seconds * 1000 };
    counts.set(bucket, entry);
    note({ bucket, owner: first });
    return entry;
  }

  return {
    find,
    put,
    drop,
    forget,
    note,
    entries: () => counts.entries(),
    restore({ key, count, untilMs }: AttemptEntry, nowMs: number) {
      const [bucket = "", owner = ""] = key.split(SEPARATOR);
      const seconds = Math.min((untilMs - nowMs) / 1000, Math.max(forgetAfterSeconds, LONGEST_LOCK_SECONDS));
      if (seconds > 0) put({ bucket, owner }, count, seconds);
      else note({ bucket, owner });
    },
    takeChanges(nowMs: number) {
      const entries = [...changed].map(([key, { bucket, owner }]): AttemptEntry => {
        const found = counts.get(bucket);
        const leftMs = found === undefined ? 0 : found.forgetAtMs - monotonicMs();
        const isThere = found?.owner === owner && leftMs > 0;
        return { kind, key, count: isThere ? keptOf(found) : 0, untilMs: Math.ceil(nowMs + leftMs) };
      });
      changed.clear();
      return entries;
    },
  };
}

function keptOf({ count, underWay }: Count): number {
  return count === LOCKED ? LOCKED : Math.max(0, count - underWay);
}

function keyText({ bucket, owner }: CounterKey): string {
  return `${bucket}${SEPARATOR}${owner}`;
}

/** No pending attempts. A key without pending attempts takes no memory. */
export function createTurns(): Turns {
  const turns = new Map<string, Turn>();
  let waiting = 0;

  return {
    underWay: (key) => turns.get(key)?.underWay ?? 0,
    begin(key) {
      const turn = turns.get(key) ?? { underWay: 0, wake: [] };
      turn.underWay += 1;
      turns.set(key, turn);
    },
    end(key) {
      const turn = turns.get(key);
      if (turn === undefined) return;
      turn.underWay -= 1;
      if (turn.underWay === 0) turns.delete(key);
      for (const wake of turn.wake.splice(0)) wake();
    },
    async next(key, longestMs) {
      const turn = turns.get(key);
      if (turn === undefined) return;
      waiting += 1;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longestMs);
        turn.wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      waiting -= 1;
    },
    get waiting() {
      return waiting;
    },
  };
}
