import { createHash, randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Account } from "@gatehouse/sessions";
import { sampleRecord } from "@gatehouse/sessions/testing";

/** The tables as release 0.1 made them. */
const OLD_SCHEMA = `
CREATE TABLE state (singleton INTEGER PRIMARY KEY CHECK (singleton = 1), store_id TEXT NOT NULL, sequence INTEGER NOT NULL,
  all_ended_at INTEGER NOT NULL, sign_ins_closed INTEGER NOT NULL) STRICT;
CREATE TABLE user_ends (user_key TEXT PRIMARY KEY, ended_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (row INTEGER PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE,
  user_key TEXT NOT NULL, username TEXT NOT NULL, auth_type TEXT NOT NULL, client_address TEXT NOT NULL,
  privileged INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, last_seen_at_ms INTEGER NOT NULL,
  opened_at INTEGER NOT NULL, facts TEXT NOT NULL) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_key);
CREATE INDEX sessions_by_username ON sessions (username, created_at_ms, id);
CREATE INDEX sessions_by_address ON sessions (client_address, created_at_ms, id);
CREATE INDEX sessions_by_type ON sessions (auth_type, created_at_ms, id);
CREATE INDEX sessions_by_age ON sessions (created_at_ms, id);
CREATE INDEX sessions_by_use ON sessions (last_seen_at_ms);
CREATE INDEX sessions_by_opening ON sessions (opened_at);`;

/** Fills a data directory as release 0.1 left it, with one live session of the first account; gives its token. */
export function createOldDirectory(dataDirectory: string, accounts: readonly Account[]): string {
  const at = (name: string) => join(dataDirectory, name);
  writeFileSync(at("accounts.json"), `${JSON.stringify({ version: 1, accounts }, null, 2)}\n`, {
    mode: 0o600,
  });
  const database = new DatabaseSync(at("sessions.db"));
  chmodSync(at("sessions.db"), 0o600);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec(OLD_SCHEMA);
  database.exec("PRAGMA application_id = 1196705875");
  database.exec("PRAGMA user_version = 1");
  database.exec("INSERT INTO state VALUES (1, 'old-store', 7, 0, 0)");
  const token = randomBytes(32).toString("base64url");
  insertSession(database, token, accounts[0]);
  database.close();
  const marker = JSON.stringify({ storeId: "old-store", sequence: 7, writtenAtMs: Date.now() });
  writeFileSync(at("sessions.db.marker"), `${marker.padEnd(159)}\n`, { mode: 0o600 });
  return token;
}

function insertSession(database: DatabaseSync, token: string, account: Account | undefined): void {
  if (account === undefined) return;
  const { lastSeenAtMs, ...sample } = sampleRecord(account.username, Date.now());
  const user = { ...sample.user, subject: account.id };
  const facts = { ...sample, user, userKey: `5:local:${account.id}`, roles: account.roles };
  database
    .prepare("INSERT INTO sessions VALUES (NULL, ?, ?, ?, ?, 'local', ?, 1, ?, ?, 7, ?)")
    .run(
      createHash("sha256").update(token).digest("base64url"),
      facts.id,
      facts.userKey,
      account.username,
      facts.clientAddress,
      facts.createdAtMs,
      lastSeenAtMs,
      JSON.stringify({ version: 1, ...facts }),
    );
}
