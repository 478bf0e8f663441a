import type { DatabaseSync } from "node:sqlite";
import type { Marker } from "../marker/Marker.ts";
import { NOT_ENDED } from "../rows/liveCondition.ts";

/** The number that counts what was ended, and the bulk ends written with it. */
export interface Ends {
  /** Counts one more end; call it inside the transaction that ends something. */
  advance(): void;
  /** Ends all sessions, or all of one user, except one that is still live. Counts by itself. */
  endAll(selection: { readonly userKey?: string; readonly exceptId?: string }): void;
  current(): Pick<Marker, "storeId" | "sequence">;
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
    forgetSpent: () => {
      forget.run();
    },
  };
}
