import type { SessionRecord } from "@gatehouse/sessions";
import type { SessionRow } from "../file/parseRow.ts";
import type { Renewal } from "../writer/Command.ts";

/** What an entry takes beside its texts: objects, numbers and its places in the map, measured with Node 26. */
const ENTRY_BYTES = 900;

/** So many users are remembered; then all rows are dropped instead. */
const MOST_DROPPED_USERS = 10_000;

/**
 * Rows as they lie in the file, so that a session check need not search and parse. Within a number of bytes: an entry
 * that was not used since the last round makes room first.
 */
export interface RowCache {
  get(tokenHash: string): SessionRow | undefined;
  put(row: SessionRow): void;
  /** The last-seen time was written. */
  renew(tokenHash: string, lastSeenAtMs: number): void;
  drop(tokenHash: string): void;
  /** Drops all rows of a user, whenever they are asked for. */
  dropUser(userKey: string): void;
  dropAll(): void;
}

interface Entry {
  /** Which row this was that was put. */
  readonly order: number;
  row: SessionRow;
  readonly bytes: number;
  used: boolean;
}

/** An empty cache. */
export function createRowCache(maxBytes: number): RowCache {
  const entries = createEntries(maxBytes);
  /** Users whose rows were dropped, with the last row that was put before. */
  const dropped = new Map<string, number>();
  let order = 0;

  function dropAll(): void {
    entries.clear();
    dropped.clear();
  }

  return {
    get(tokenHash) {
      const entry = entries.find(tokenHash);
      if (entry === undefined) return undefined;
      if (dropped.size > 0 && entry.order <= (dropped.get(entry.row.record.userKey) ?? 0)) {
        entries.drop(tokenHash);
        return undefined;
      }
      entry.used = true;
      return entry.row;
    },
    put(row) {
      order += 1;
      entries.add({ row, bytes: bytesOf(row.record), used: false, order });
    },
    renew(tokenHash, lastSeenAtMs) {
      const entry = entries.find(tokenHash);
      if (entry === undefined || entry.row.record.lastSeenAtMs >= lastSeenAtMs) return;
      entry.row = { tokenHash, record: { ...entry.row.record, lastSeenAtMs } };
    },
    drop: entries.drop,
    dropUser(userKey) {
      if (dropped.size >= MOST_DROPPED_USERS) dropAll();
      dropped.set(userKey, order);
    },
    dropAll,
  };
}

/** Entries within a number of bytes. */
function createEntries(maxBytes: number) {
  const entries = new Map<string, Entry>();
  let bytes = 0;

  function drop(tokenHash: string): void {
    const entry = entries.get(tokenHash);
    if (entry === undefined) return;
    bytes -= entry.bytes;
    entries.delete(tokenHash);
  }

  /** An entry that was used since it was last looked at goes behind all others; at the second look it goes. */
  function makeRoom(needed: number): void {
    for (const [tokenHash, entry] of entries) {
      if (bytes + needed <= maxBytes) return;
      entries.delete(tokenHash);
      if (entry.used) entries.set(tokenHash, entry);
      else bytes -= entry.bytes;
      entry.used = false;
    }
  }

  return {
    find: (tokenHash: string) => entries.get(tokenHash),
    drop,
    add(entry: Entry) {
      drop(entry.row.tokenHash);
      if (entry.bytes > maxBytes) return;
      makeRoom(entry.bytes);
      entries.set(entry.row.tokenHash, entry);
      bytes += entry.bytes;
    },
    clear() {
      entries.clear();
      bytes = 0;
    },
  };
}

/** About what a record takes in memory. */
function bytesOf({ userKey, user, roles, clientAddress }: SessionRecord): number {
  const texts = [
    userKey,
    clientAddress,
    user.subject,
    user.username,
    user.enterprise,
    user.currentOrganization,
  ];
  const organizations = user.organizations.flatMap(({ id, name }) => [id, name, ""]);
  const all = [...texts, ...roles, ...organizations];
  return ENTRY_BYTES + all.reduce((sum, text) => sum + 24 + text.length, 0);
}

/** Last-seen times that are not written down yet, by token digest. */
export interface Renewals {
  /** The later of the time written down and the time remembered. */
  latest(tokenHash: string, writtenMs: number): number;
  /** Remembers a time that was not written. */
  remember(tokenHash: string, times: RenewalTimes, isDue: boolean): void;
  forget(tokenHash: string): void;
  /** The time is in the file now; a later one that was remembered since is not. */
  written(renewal: Renewal): void;
  of(tokenHashes: readonly string[]): readonly Renewal[];
  /** Those whose written time is at or before the moment given. */
  writtenUntil(momentMs: number): readonly Renewal[];
  /** Those that are to be written now. */
  due(): readonly Renewal[];
}

/** One remembered time and the one in the file. */
interface RenewalTimes {
  readonly lastSeenAtMs: number;
  readonly writtenMs: number;
}

interface Remembered extends RenewalTimes {
  /** When the first time was remembered since the last one was written. */
  readonly sinceMs: number;
}

/**
 * Nothing remembered. Times that are being written are kept apart, so that all others are about as old as their written
 * times: those written before a moment are then at the front, and no call has to read all of them.
 */
export function createRenewals(): Renewals {
  const waiting = new Map<string, Remembered>();
  const due = new Map<string, Remembered>();
  const find = (tokenHash: string) => due.get(tokenHash) ?? waiting.get(tokenHash);
  let longestMs = 0;

  function forget(tokenHash: string): void {
    due.delete(tokenHash);
    waiting.delete(tokenHash);
  }

  return {
    latest: (tokenHash, writtenMs) => Math.max(writtenMs, find(tokenHash)?.lastSeenAtMs ?? writtenMs),
    remember(tokenHash, times, isDue) {
      const sinceMs = find(tokenHash)?.sinceMs ?? times.lastSeenAtMs;
      if (isDue || due.has(tokenHash)) {
        waiting.delete(tokenHash);
        due.set(tokenHash, { ...times, sinceMs });
        return;
      }
      longestMs = Math.max(longestMs, sinceMs - times.writtenMs);
      waiting.set(tokenHash, { ...times, sinceMs });
    },
    forget,
    written([tokenHash, writtenMs]) {
      const remembered = find(tokenHash);
      if (remembered === undefined) return;
      forget(tokenHash);
      const { lastSeenAtMs } = remembered;
      if (lastSeenAtMs > writtenMs)
        waiting.set(tokenHash, { lastSeenAtMs, writtenMs, sinceMs: lastSeenAtMs });
    },
    of: (tokenHashes) =>
      tokenHashes.flatMap((tokenHash): Renewal[] => {
        const remembered = find(tokenHash);
        return remembered === undefined ? [] : [[tokenHash, remembered.lastSeenAtMs]];
      }),
    writtenUntil(momentMs) {
      const found = [...due];
      for (const entry of waiting) {
        if (entry[1].sinceMs - longestMs > momentMs) break;
        found.push(entry);
      }
      return found
        .filter(([, { writtenMs }]) => writtenMs <= momentMs)
        .map(([tokenHash, { lastSeenAtMs }]) => [tokenHash, lastSeenAtMs]);
    },
    due: () => [...due].map(([tokenHash, { lastSeenAtMs }]) => [tokenHash, lastSeenAtMs]),
  };
}
