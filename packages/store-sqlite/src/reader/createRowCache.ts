import type { SessionRecord } from "@gatehouse/sessions";
import type { SessionRow } from "../file/sessionRows.ts";

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
  const entries = new Map<string, Entry>();
  /** Users whose rows were dropped, with the last row that was put before. */
  const dropped = new Map<string, number>();
  let bytes = 0;
  let order = 0;

  function drop(tokenHash: string): void {
    const entry = entries.get(tokenHash);
    if (entry === undefined) return;
    bytes -= entry.bytes;
    entries.delete(tokenHash);
  }

  function dropAll(): void {
    entries.clear();
    dropped.clear();
    bytes = 0;
  }

  function makeRoom(needed: number): void {
    for (const [tokenHash, entry] of entries) {
      if (bytes + needed <= maxBytes) return;
      drop(tokenHash);
      if (!entry.used) continue;
      entry.used = false;
      entries.set(tokenHash, entry);
      bytes += entry.bytes;
    }
  }

  return {
    get(tokenHash) {
      const entry = entries.get(tokenHash);
      if (entry === undefined) return undefined;
      if (dropped.size > 0 && entry.order <= (dropped.get(entry.row.record.userKey) ?? 0)) {
        drop(tokenHash);
        return undefined;
      }
      entry.used = true;
      return entry.row;
    },
    put(row) {
      drop(row.tokenHash);
      const needed = bytesOf(row.record);
      if (needed > maxBytes) return;
      makeRoom(needed);
      order += 1;
      entries.set(row.tokenHash, { row, bytes: needed, used: false, order });
      bytes += needed;
    },
    renew(tokenHash, lastSeenAtMs) {
      const entry = entries.get(tokenHash);
      if (entry === undefined || entry.row.record.lastSeenAtMs >= lastSeenAtMs) return;
      entry.row = { tokenHash, record: { ...entry.row.record, lastSeenAtMs } };
    },
    drop,
    dropUser(userKey) {
      if (dropped.size >= MOST_DROPPED_USERS) dropAll();
      dropped.set(userKey, order);
    },
    dropAll,
  };
}

/** About what a record takes in memory. */
function bytesOf({ userKey, user, roles, clientAddress }: SessionRecord): number {
  const texts = [userKey, clientAddress, user.subject, user.username, user.enterprise, user.currentOrganization];
  const organizations = user.organizations.flatMap(({ id, name }) => [id, name, ""]);
  const all = [...texts, ...roles, ...organizations];
  return ENTRY_BYTES + all.reduce((sum, text) => sum + 24 + text.length, 0);
}
