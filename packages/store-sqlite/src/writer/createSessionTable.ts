import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { LiveWindow, SessionRecord } from "@gatehouse/sessions";
import { INSERT_SESSION } from "../file/createTables.ts";
import { IN_WINDOW, NOT_ENDED, OUT_OF_TIME, windowParameters } from "../file/NOT_ENDED.ts";
import { parseRow, ROW_COLUMNS, type SessionRow, toDigestKey, toIdKey, toRow } from "../file/parseRow.ts";

/** Single statements that change sessions, or decide about it inside a transaction. */
export interface SessionTable {
  findByUser(userKey: string): SessionRow[];
  insert(tokenHash: string, record: SessionRecord): void;
  /**
   * Ends a session that is live, also by a later last-seen time than the one written.
   *
   * @returns the time it was last seen; nothing when it is not live.
   */
  end(
    session: { readonly tokenHash: string; readonly lastSeenAtMs: number },
    window: LiveWindow,
  ): number | undefined;
  /** Whether there is such a session that has not ended, live or not. */
  isOpen(tokenHash: string): boolean;
  /** Ends a session that has not ended, live or not; returns whether there was one. */
  endOpen(tokenHash: string): boolean;
  /** Moves the last-seen time forward. Never creates a row; returns whether there is one that has not ended. */
  renew(tokenHash: string, lastSeenAtMs: number): boolean;
  /** How many sessions of this user are live by the times written down. */
  countLiveOf(userKey: string, window: LiveWindow): number;
  /** Whose session this is; nothing where it is not live by the times written down. */
  ownerOfLive(id: string, window: LiveWindow): string | undefined;
  /** How many sessions ran out of time and were not ended, up to a limit. */
  countOutOfTime(window: LiveWindow, limit: number): number;
  /** The longest-idle live session, unprivileged ones first, by the times written down. */
  findLongestIdle(window: LiveWindow): SessionRow | undefined;
}

/** Rows that a newer release wrote are no sessions here; so many of them may lie before the first that is one. */
const CANDIDATES = 100;

/** The statements, prepared once. */
export function createSessionTable(database: DatabaseSync): SessionTable {
  return { ...createChanges(database), ...createDecisions(database) };
}

type Changes = "insert" | "end" | "endOpen" | "renew";

function createChanges(database: DatabaseSync): Pick<SessionTable, Changes> {
  const insert = database.prepare(INSERT_SESSION);
  const sequence = database.prepare("SELECT sequence FROM state");
  const end = database.prepare(`UPDATE sessions SET opened_at = 0 WHERE token_hash = :token
    AND +created_at_ms > :createdAfterMs AND max(last_seen_at_ms, :latestMs) > :seenAfterMs
    AND max(last_seen_at_ms, :latestMs) <= :seenUntilMs AND ${NOT_ENDED}
    RETURNING max(last_seen_at_ms, :latestMs) AS last_seen_at_ms`);
  const endOpen = database.prepare(`UPDATE sessions SET opened_at = 0 WHERE token_hash = ? AND ${NOT_ENDED}`);
  const renew = database.prepare(
    `UPDATE sessions SET last_seen_at_ms = max(last_seen_at_ms, ?) WHERE token_hash = ? AND ${NOT_ENDED}`,
  );
  return {
    insert(tokenHash, record) {
      insert.run(...toRow(tokenHash, record, Number(sequence.get()?.sequence)));
    },
    end({ tokenHash, lastSeenAtMs: latestMs }, window) {
      const token = toDigestKey(tokenHash);
      const row = end.get({ token, latestMs, ...windowParameters(window) });
      return row === undefined ? undefined : Number(row.last_seen_at_ms);
    },
    endOpen: (tokenHash) => endOpen.run(toDigestKey(tokenHash)).changes > 0,
    renew: (tokenHash, lastSeenAtMs) => renew.run(lastSeenAtMs, toDigestKey(tokenHash)).changes > 0,
  };
}

function createDecisions(database: DatabaseSync): Omit<SessionTable, Changes> {
  const byUser = database.prepare(`SELECT ${ROW_COLUMNS} FROM sessions WHERE user_key = ? AND ${NOT_ENDED}`);
  const open = database.prepare(`SELECT 1 FROM sessions WHERE token_hash = ? AND ${NOT_ENDED}`);
  const isLive = `${IN_WINDOW} AND ${NOT_ENDED}`;
  const liveOf = database.prepare(
    `SELECT count(*) AS live FROM sessions WHERE user_key = :userKey AND ${isLive}`,
  );
  const live = database.prepare(`SELECT user_key FROM sessions WHERE id = :id AND ${isLive}`);
  const outOfTime = OUT_OF_TIME.map((condition) => prepareCount(database, condition));
  const longestIdle = database.prepare(`SELECT ${ROW_COLUMNS} FROM sessions WHERE privileged = :privileged
    AND ${isLive} ORDER BY last_seen_at_ms LIMIT ${CANDIDATES}`);
  return {
    findByUser: (userKey) => byUser.all(userKey).flatMap((row) => parseRow(row) ?? []),
    isOpen: (tokenHash) => open.get(toDigestKey(tokenHash)) !== undefined,
    countLiveOf: (userKey, window) => Number(liveOf.get({ userKey, ...windowParameters(window) })?.live),
    ownerOfLive(id, window) {
      const row = live.get({ id: toIdKey(id), ...windowParameters(window) });
      return row === undefined ? undefined : String(row.user_key);
    },
    countOutOfTime: (window, limit) =>
      outOfTime.reduce((total, part) => {
        if (total >= limit) return total;
        return total + Number(part.get({ ...windowParameters(window), limit: limit - total })?.total);
      }, 0),
    findLongestIdle(window) {
      for (const privileged of [0, 1]) {
        const rows = longestIdle.all({ ...windowParameters(window), privileged });
        const [first] = rows.flatMap((row) => parseRow(row) ?? []);
        if (first !== undefined) return first;
      }
      return undefined;
    },
  };
}

function prepareCount(database: DatabaseSync, condition: string): StatementSync {
  const statement = database.prepare(
    `SELECT count(*) AS total FROM (SELECT 1 FROM sessions WHERE ${condition} LIMIT :limit)`,
  );
  statement.setAllowUnknownNamedParameters(true);
  return statement;
}
