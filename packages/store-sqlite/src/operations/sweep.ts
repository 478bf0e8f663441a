import type { DatabaseSync } from "node:sqlite";
import type { SessionRecord, SweepRequest, SweepResult } from "@gatehouse/sessions";
import { NOT_ENDED } from "../rows/liveCondition.ts";
import { parseRow, ROW_COLUMNS } from "../rows/parseRow.ts";
import type { StoreContext } from "../StoreContext.ts";
import { flushRenewals } from "./flushRenewals.ts";
import { forget } from "./take.ts";

/** See `SessionStore.sweep`. Each step reads one index, so the cost is that of what is removed. */
export function sweep(context: StoreContext, request: SweepRequest): SweepResult {
  const { limit } = request;
  retryDenied(context);
  retryShutOut(context);
  const { expired, removed } = context.transactions.relaxed(() => {
    flushRenewals(context, request.window.seenAfterMs);
    const outOfTime = removeOutOfTime(context, request);
    const ended = removeEnded(context, limit - outOfTime.removed);
    if (outOfTime.removed + ended < limit) context.ends.forgetSpent();
    return { expired: outOfTime.expired, removed: outOfTime.removed + ended };
  });
  if (removed >= limit) return { expired, more: true };
  return { expired, more: false, live: context.table.countRows() };
}

/** Sessions that could not be removed when they should have ended. */
function retryDenied(context: StoreContext): void {
  if (context.denied.size === 0) return;
  const hashes = [...context.denied];
  context.transactions.durable(() => {
    for (const tokenHash of hashes) context.table.remove(tokenHash);
    context.ends.advance();
  });
  for (const tokenHash of hashes) forget(context, tokenHash);
  context.noteEnds();
}

/** Their accounts could not be changed; their sessions at least end on the disk as soon as it takes a write. */
function retryShutOut({ shutOut, transactions, ends, database, noteEnds }: StoreContext): void {
  const users = [...shutOut].filter((userKey) => hasSessions(database, userKey));
  if (users.length === 0) return;
  transactions.durable(() => {
    for (const userKey of users) ends.endAll({ userKey });
  });
  noteEnds();
}

function hasSessions(database: DatabaseSync, userKey: string): boolean {
  const sql = `SELECT 1 FROM sessions WHERE user_key = ? AND ${NOT_ENDED} LIMIT 1`;
  return database.prepare(sql).get(userKey) !== undefined;
}

function removeOutOfTime(context: StoreContext, { window, limit }: SweepRequest) {
  const expired: SessionRecord[] = [];
  let removed = 0;
  const bounds: [condition: string, bound: number][] = [
    ["last_seen_at_ms <= ?", window.seenAfterMs],
    ["created_at_ms <= ?", window.createdAfterMs],
    ["last_seen_at_ms > ?", window.seenUntilMs],
  ];
  for (const [condition, bound] of bounds) {
    const rows = context.database
      .prepare(
        `DELETE FROM sessions WHERE row IN (SELECT row FROM sessions WHERE ${condition} AND ${NOT_ENDED} LIMIT ?)
         RETURNING ${ROW_COLUMNS}`,
      )
      .all(bound, limit - removed);
    removed += rows.length;
    for (const row of rows) {
      forget(context, String(row.token_hash));
      expired.push(...[parseRow(row)?.record].filter((record) => record !== undefined));
    }
  }
  return { expired, removed };
}

/** Rows that a bulk end made void. */
function removeEnded(context: StoreContext, limit: number): number {
  const { database } = context;
  const ofAll = database
    .prepare(
      `DELETE FROM sessions WHERE row IN
       (SELECT row FROM sessions WHERE opened_at < (SELECT all_ended_at FROM state) LIMIT ?)`,
    )
    .run(limit).changes;
  const ofUsers = database
    .prepare(
      `DELETE FROM sessions WHERE row IN (SELECT row FROM user_ends CROSS JOIN sessions
       ON sessions.user_key = user_ends.user_key AND +sessions.opened_at < user_ends.ended_at LIMIT ?)`,
    )
    .run(limit - Number(ofAll)).changes;
  return Number(ofAll) + Number(ofUsers);
}
