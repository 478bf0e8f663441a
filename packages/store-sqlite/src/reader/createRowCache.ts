import type { SessionRecord } from "@gatehouse/sessions";
import type { SessionRow } from "../file/parseRow.ts";

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
