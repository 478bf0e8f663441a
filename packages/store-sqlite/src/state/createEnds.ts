import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { NOT_ENDED } from "../rows/liveCondition.ts";
import type { StoreProgress } from "../seal/createSeal.ts";

/** The number that counts what was ended, and the bulk ends written with it. */
export interface Ends {
  /** Counts one more end; call it inside the transaction that ends something. */
  advance(): void;
  /** Ends all sessions, or all of one user, except one that is still live. Counts by itself. */
  endAll(selection: { readonly userKey?: string; readonly exceptId?: string }): void;
  current(): StoreProgress;
  /** The identity of the file that the tables were made in, see `identityOf`. */
  recordedIdentity(): string;
  /** Makes this another store, in this file: nothing that was noted about the one before fits it. */
  becomeAnother(fileIdentity: string): void;
  areSignInsClosed(): boolean;
  closeSignIns(closed: boolean): void;
  /** Forgets bulk ends of users that no session is older than any more. */
  forgetSpent(): void;
}

/** The statements, prepared once. */
export function createEnds(database: DatabaseSync): Ends {
  const advance = database.prepare("UPDATE state SET sequence = sequence + 1");
  const endUser = database.prepare(
    "INSERT INTO user_ends SELECT ?, sequence FROM state WHERE true ON CONFLICT DO UPDATE SET ended_at = excluded.ended_at",
  );
  const endAll = database.prepare("UPDATE state SET all_ended_at = sequence");
  const keep = database.prepare(
    `UPDATE sessions SET opened_at = (SELECT sequence FROM state) WHERE id = ? AND ${NOT_ENDED}`,
  );
  const current = database.prepare("SELECT store_id, sequence FROM state");
  const identity = database.prepare("SELECT file_identity FROM state");
  const another = database.prepare("UPDATE state SET store_id = ?, file_identity = ?");
  const signIns = database.prepare("SELECT sign_ins_closed FROM state");
  const closeSignIns = database.prepare("UPDATE state SET sign_ins_closed = ?");
  const forget = database.prepare(`DELETE FROM user_ends WHERE NOT EXISTS
    (SELECT 1 FROM sessions WHERE sessions.user_key = user_ends.user_key AND sessions.opened_at < user_ends.ended_at)`);

  return {
    advance: () => {
      advance.run();
    },
    endAll({ userKey, exceptId }) {
      advance.run();
      if (exceptId !== undefined) keep.run(exceptId);
      if (userKey === undefined) endAll.run();
      else endUser.run(userKey);
    },
    current() {
      const row = current.get();
      return { storeId: String(row?.store_id), sequence: Number(row?.sequence) };
    },
    recordedIdentity: () => String(identity.get()?.file_identity),
    becomeAnother: (fileIdentity) => void another.run(randomUUID(), fileIdentity),
    areSignInsClosed: () => signIns.get()?.sign_ins_closed === 1,
    closeSignIns: (closed) => void closeSignIns.run(closed ? 1 : 0),
    forgetSpent: () => {
      forget.run();
    },
  };
}
