import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { NOT_ENDED, OUT_OF_TIME, windowParameters } from "../file/NOT_ENDED.ts";
import { parseRow, ROW_COLUMNS, type SessionRow } from "../file/parseRow.ts";
import type { Job, SweepReply, WriterCommands } from "./Command.ts";
import type { Engine, EngineContext } from "./createEngine.ts";
import type { Transact } from "./createTransactions.ts";
import { renew } from "./sessionCommands.ts";

/** What one transaction of a sweep may take. Others have their turn between two of them. */
const CHUNK_MS = 4;
const FEWEST_ROWS = 8;
const MOST_ROWS = 512;

/** Removes rows of one kind, up to a number of them; gives back those that were removed. */
type Remove = (limit: number) => readonly Record<string, unknown>[];

/** See `SessionStore.sweep`. Each step reads one index, so the cost is that of what is removed. */
export function* sweep(context: Engine, request: WriterCommands["sweep"]["given"]): Job<SweepReply> {
  const { window, limit, owed } = request;
  if (owed.length > 0) endOwed(context, owed);
  if (request.renewals.length > 0) relaxedOf(context)(() => renew(context, request));
  const expired: SessionRow[] = [];
  let removed = 0;
  for (const part of removalsOf(context.database, windowParameters(window))) {
    const gone = yield* removeAll(context, part, limit - removed);
    removed += gone.length;
    if (part.isExpiry) expired.push(...gone.flatMap((row) => parseRow(row) ?? []));
    if (removed < limit) part.onDone?.(context);
  }
  if (removed >= limit) return { expired, more: true };
  return { expired, more: false, live: context.ends.openSessions() };
}

function relaxedOf(context: Engine): Transact {
  return (work) => context.withRoom(context.relaxed, work);
}

/** Removes rows of one kind, in transactions that others have their turn between; gives back those that were removed. */
function* removeAll(context: Engine, part: Removal, limit: number): Job<readonly Record<string, unknown>[]> {
  const removed: Record<string, unknown>[] = [];
  for (let rows = FEWEST_ROWS; removed.length < limit; ) {
    const asked = Math.min(rows, limit - removed.length);
    const startedMs = performance.now();
    const gone = relaxedOf(context)(() => {
      const found = part.remove(asked);
      if (part.isExpiry) context.ends.countOpen(-found.length);
      return found;
    });
    removed.push(...gone);
    if (gone.length < asked) break;
    rows = nextChunk(rows, performance.now() - startedMs);
    yield;
  }
  return removed;
}

function nextChunk(rows: number, tookMs: number): number {
  const fitting = Math.floor((rows * CHUNK_MS) / Math.max(tookMs, 0.01));
  return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, 2 * rows, fitting));
}

/** Their accounts could not be changed; their sessions at least end on the disk as soon as it takes a write. */
function endOwed({ database, durable, ends, withRoom }: Engine, owed: readonly string[]): void {
  const hasSessions = database.prepare(`SELECT 1 FROM sessions WHERE user_key = ? AND ${NOT_ENDED} LIMIT 1`);
  const users = owed.filter((userKey) => hasSessions.get(userKey) !== undefined);
  if (users.length === 0) return;
  withRoom(durable, () => {
    for (const userKey of users) ends.endAll({ userKey });
  });
}

interface Removal {
  readonly isExpiry?: boolean;
  readonly remove: Remove;
  /** Called once nothing of this kind is left. */
  onDone?(context: EngineContext): void;
}

/** The kinds of rows that a sweep removes, one after the other. */
function removalsOf(database: DatabaseSync, window: Record<string, SQLInputValue>): readonly Removal[] {
  const expiries = OUT_OF_TIME.map((condition): Removal => {
    const statement = deleting(
      database,
      `SELECT row FROM sessions WHERE ${condition} LIMIT :limit`,
      ROW_COLUMNS,
    );
    return { isExpiry: true, remove: (limit) => statement.all({ ...window, limit }) };
  });
  return [...expiries, ...removalsOfEnded(database)];
}

/** The kinds of rows that have ended: by themselves, with all others, and with those of a user. */
function removalsOfEnded(database: DatabaseSync): readonly Removal[] {
  const alone = deleting(database, "SELECT row FROM sessions WHERE opened_at = 0 LIMIT :limit");
  const endedUsers = deleting(
    database,
    `SELECT row FROM user_ends CROSS JOIN sessions
     ON sessions.user_key = user_ends.user_key AND +sessions.opened_at < user_ends.ended_at LIMIT :limit`,
  );
  return [
    { remove: (limit) => alone.all({ limit }) },
    endedWithAll(database),
    {
      remove: (limit) => endedUsers.all({ limit }),
      onDone: ({ relaxed, ends }) => relaxed(ends.forgetSpent),
    },
  ];
}

/** Removes the sessions that ended, as the sweep does. Until they are gone, every list page reads over them. */
export function* removeEnded(context: Engine): Job<undefined> {
  for (const part of removalsOfEnded(context.database)) {
    yield* removeAll(context, part, Number.POSITIVE_INFINITY);
    part.onDone?.(context);
    yield;
  }
}

/** Rows up to a certain one ended with all others, and nearly none of them did not: they are read in their order. */
function endedWithAll(database: DatabaseSync): Removal {
  const state = database.prepare("SELECT ended_rows_until, all_ended_at FROM state");
  const statement = deleting(
    database,
    "SELECT row FROM sessions WHERE row > :after AND row <= :until AND +opened_at < :endedAt ORDER BY row LIMIT :limit",
  );
  let after = 0;
  let before: unknown;
  return {
    remove(limit) {
      const { ended_rows_until: last = 0, all_ended_at: endedAt = 0 } = state.get() ?? {};
      if (Number(last) === 0) return [];
      // All may have ended once more in the meantime, the exception of the last time too.
      if (endedAt !== before) after = 0;
      before = endedAt;
      const rows = statement.all({ after, until: last, endedAt, limit });
      after = rows.reduce((highest, { row }) => Math.max(highest, Number(row)), after);
      return rows;
    },
    onDone({ relaxed, ends }) {
      if (ends.endedRowsUntil() > 0) relaxed(ends.forgetEndedRows);
    },
  };
}

function deleting(database: DatabaseSync, selection: string, returned = "row"): StatementSync {
  const statement = database.prepare(
    `DELETE FROM sessions WHERE row IN (${selection}) RETURNING ${returned}`,
  );
  statement.setAllowUnknownNamedParameters(true);
  return statement;
}
