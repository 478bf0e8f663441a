import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { NOT_ENDED } from "../file/NOT_ENDED.ts";
import { checksumAt, ROW_COLUMNS, toIdKey } from "../file/parseRow.ts";
import type { StoreProgress } from "../seal/createSeal.ts";

/** The number that counts what was ended, the bulk ends written with it, and the count of open sessions. */
export interface Ends {
  /** Counts sessions that were created, or removed without having ended, in this transaction. */
  countOpen(change: number): void;
  /** Counts sessions that were ended one by one, or one change of another kind, in this transaction. */
  advance(endedSessions: number): void;
  /** Writes down what was counted; call it before the end of the transaction. */
  settle(): void;
  /** Forgets what was counted in a transaction that failed. */
  reset(): void;
  /** Ends all sessions, or all of one user, except one that is still live. Counts by itself. */
  endAll(selection: { readonly userKey?: string; readonly exceptId?: string }): void;
  current(): StoreProgress;
  /** How many sessions were not ended, those that ran out of time included. */
  openSessions(): number;
  /** The identity of the file that the tables were made in, see `identityOf`. */
  recordedIdentity(): string;
  /** Makes this another store, in this file: nothing that was noted about the one before fits it. */
  becomeAnother(fileIdentity: string): void;
  closeSignIns(closed: boolean): void;
  /** Up to this row there may be sessions that ended with all others. */
  endedRowsUntil(): number;
  /** No such sessions are left. */
  forgetEndedRows(): void;
  /** Forgets bulk ends of users that no session is older than any more. */
  forgetSpent(): void;
}

function prepareAll(database: DatabaseSync) {
  return {
    count: database.prepare("UPDATE state SET sequence = sequence + ?, open_sessions = open_sessions + ?"),
    endUser: database.prepare(
      "INSERT INTO user_ends SELECT ?, sequence FROM state WHERE true ON CONFLICT DO UPDATE SET ended_at = excluded.ended_at",
    ),
    endAll: database.prepare(`UPDATE state SET all_ended_at = sequence, open_sessions = 0,
    ended_rows_until = ifnull((SELECT max(row) FROM sessions), 0)`),
    find: database.prepare(`SELECT row, ${ROW_COLUMNS} FROM sessions WHERE id = ? AND ${NOT_ENDED}`),
    keep: database.prepare("UPDATE sessions SET opened_at = ?, checksum = ? WHERE row = ?"),
    ofUser: database.prepare(`SELECT count(*) AS open FROM sessions WHERE user_key = ? AND ${NOT_ENDED}`),
    state: database.prepare(
      "SELECT store_id, sequence, open_sessions, ended_rows_until, file_identity FROM state",
    ),
    another: database.prepare("UPDATE state SET store_id = ?, file_identity = ?"),
    closeSignIns: database.prepare("UPDATE state SET sign_ins_closed = ?"),
    forgetRows: database.prepare("UPDATE state SET ended_rows_until = 0"),
    forget: database.prepare(`DELETE FROM user_ends WHERE NOT EXISTS
    (SELECT 1 FROM sessions WHERE sessions.user_key = user_ends.user_key AND sessions.opened_at < user_ends.ended_at)`),
  };
}

/** The statements, prepared once. */
export function createEnds(database: DatabaseSync): Ends {
  const statements = prepareAll(database);
  const { state } = statements;
  let steps = 0;
  let opened = 0;

  function settle(): void {
    if (steps > 0 || opened !== 0) statements.count.run(steps, opened);
    reset();
  }

  function reset(): void {
    steps = 0;
    opened = 0;
  }

  return {
    countOpen(change) {
      opened += change;
    },
    advance(endedSessions) {
      steps += 1;
      opened -= endedSessions;
    },
    settle,
    reset,
    endAll({ userKey, exceptId }) {
      steps += 1;
      settle();
      if (userKey !== undefined) opened -= Number(statements.ofUser.get(userKey)?.open);
      if (exceptId !== undefined && keepOne(statements, { userKey, exceptId })) opened += 1;
      if (userKey === undefined) statements.endAll.run();
      else statements.endUser.run(userKey);
      settle();
    },
    current() {
      const row = state.get();
      return { storeId: String(row?.store_id), sequence: Number(row?.sequence) };
    },
    openSessions: () => Number(state.get()?.open_sessions) + opened,
    recordedIdentity: () => String(state.get()?.file_identity),
    becomeAnother: (fileIdentity) => void statements.another.run(randomUUID(), fileIdentity),
    closeSignIns: (closed) => void statements.closeSignIns.run(closed ? 1 : 0),
    endedRowsUntil: () => Number(state.get()?.ended_rows_until),
    forgetEndedRows: () => void statements.forgetRows.run(),
    forgetSpent: () => void statements.forget.run(),
  };
}

/** Makes a session as new as the end that is being written; says whether it is one of those selected. */
function keepOne(
  { find, state, keep }: ReturnType<typeof prepareAll>,
  { userKey, exceptId }: { readonly userKey: string | undefined; readonly exceptId: string },
): boolean {
  const kept = find.get(toIdKey(exceptId));
  if (kept === undefined || (userKey !== undefined && kept.user_key !== userKey)) return false;
  const sequence = Number(state.get()?.sequence);
  keep.run(sequence, checksumAt(kept, sequence), Number(kept.row));
  return true;
}
