import type { DatabaseSync } from "node:sqlite";
import type { SessionRecord } from "@gatehouse/sessions";
import { NOT_ENDED } from "../rows/liveCondition.ts";
import { parseRow, ROW_COLUMNS, type SessionRow } from "../rows/parseRow.ts";
import { toFacts } from "../rows/toFacts.ts";

/** Single statements on sessions. None of them judges the time; rows ended in bulk are never found. */
export interface SessionTable {
  find(tokenHash: string): SessionRow | undefined;
  findById(id: string): SessionRow | undefined;
  findByUser(userKey: string): SessionRow[];
  insert(tokenHash: string, record: SessionRecord): void;
  /** Whether there was one. */
  remove(tokenHash: string): boolean;
  /** Moves the last-seen time forward. Never creates a row; answers whether there is one that has not ended. */
  renew(tokenHash: string, lastSeenAtMs: number): boolean;
  /** How many rows there are, ended ones that wait for the sweep included. */
  countRows(): number;
}

/** The statements, prepared once. */
export function createSessionTable(database: DatabaseSync): SessionTable {
  const select = (condition: string) =>
    database.prepare(`SELECT ${ROW_COLUMNS} FROM sessions WHERE ${condition} AND ${NOT_ENDED}`);
  const byHash = select("token_hash = ?");
  const byId = select("id = ?");
  const byUser = select("user_key = ?");
  const remove = database.prepare("DELETE FROM sessions WHERE token_hash = ?");
  const renew = database.prepare(
    `UPDATE sessions SET last_seen_at_ms = max(last_seen_at_ms, ?) WHERE token_hash = ? AND ${NOT_ENDED}`,
  );
  const count = database.prepare("SELECT count(*) AS total FROM sessions");
  const insert = prepareInsert(database);

  return {
    find: (tokenHash) => parseOne(byHash.get(tokenHash)),
    findById: (id) => parseOne(byId.get(id)),
    findByUser: (userKey) => byUser.all(userKey).flatMap((row) => parseRow(row) ?? []),
    insert,
    remove: (tokenHash) => remove.run(tokenHash).changes > 0,
    renew: (tokenHash, lastSeenAtMs) => renew.run(lastSeenAtMs, tokenHash).changes > 0,
    countRows: () => Number(count.get()?.total),
  };
}

function parseOne(row: Record<string, unknown> | undefined): SessionRow | undefined {
  return row === undefined ? undefined : parseRow(row);
}

function prepareInsert(database: DatabaseSync): SessionTable["insert"] {
  const statement = database.prepare(`INSERT INTO sessions
    (token_hash, id, user_key, username, auth_type, client_address, privileged,
     created_at_ms, last_seen_at_ms, opened_at, facts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT sequence FROM state), ?)`);
  return (tokenHash, record) => {
    statement.run(
      tokenHash,
      record.id,
      record.userKey,
      record.user.username,
      record.user.authType,
      record.clientAddress,
      record.privileged ? 1 : 0,
      record.createdAtMs,
      record.lastSeenAtMs,
      toFacts(record),
    );
  };
}
