import type { DatabaseSync } from "node:sqlite";
import type { SessionRow } from "../rows/parseRow.ts";

/** Sessions beyond this number are read from the file when they are used; about 10 MB. */
const MAX_ROWS = 10_000;

/**
 * Rows as they lie in the file, so that a session check need not search and parse.
 *
 * It cannot serve an ended session: before every answer SQLite is asked for `data_version`, which changes with each
 * commit of any other connection or process, and everything is dropped when it did. Own commits drop the rows they
 * touch. That question costs a third of the search (2 against 7 microseconds), and reads the same shared memory that
 * a search would, so the answer is exactly as fresh. Where nobody else writes to the file, it is asked once in a while.
 */
export interface RowCache {
  get(tokenHash: string, nowMs: number): SessionRow | undefined;
  put(row: SessionRow): void;
  drop(tokenHash: string): void;
  dropAll(): void;
}

/**
 * An empty cache over this connection.
 *
 * @param askEveryMs how long other writers may go unseen; 0 where there may be any
 */
export function createRowCache(database: DatabaseSync, askEveryMs: number): RowCache {
  const dataVersion = database.prepare("PRAGMA data_version");
  const rows = new Map<string, SessionRow>();
  let seenVersion = dataVersion.get()?.data_version;
  let askedAtMs = Number.NEGATIVE_INFINITY;

  function isCurrent(nowMs: number): boolean {
    const age = nowMs - askedAtMs;
    if (age >= 0 && age < askEveryMs) return true;
    askedAtMs = nowMs;
    const version = dataVersion.get()?.data_version;
    const same = version === seenVersion;
    seenVersion = version;
    return same;
  }

  return {
    get(tokenHash, nowMs) {
      if (!isCurrent(nowMs)) rows.clear();
      return rows.get(tokenHash);
    },
    put(row) {
      const [oldest] = rows.size >= MAX_ROWS ? rows.keys() : [];
      if (oldest !== undefined) rows.delete(oldest);
      rows.set(row.tokenHash, row);
    },
    drop: (tokenHash) => void rows.delete(tokenHash),
    dropAll: () => rows.clear(),
  };
}
