import { chmodSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { sampleRecord } from "@gatehouse/sessions/testing";
import { identityOf } from "../src/seal/createFileWatch.ts";

const TABLES = `
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
CREATE INDEX sessions_by_opening ON sessions (opened_at);
PRAGMA application_id = 1196705875;
PRAGMA journal_mode = WAL;
INSERT INTO state VALUES (1, 'old-store', 7, 3, 0);
INSERT INTO user_ends VALUES ('5:local:eve', 6);`;

const ACCOUNTS = `
ALTER TABLE state ADD COLUMN file_identity TEXT NOT NULL DEFAULT '';
ALTER TABLE state ADD COLUMN accounts_kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN attempt_secret BLOB;
UPDATE state SET attempt_secret = randomblob(32);
CREATE TABLE accounts (id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL, roles TEXT NOT NULL,
  disabled INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, password_changed_at_ms INTEGER NOT NULL,
  password_expires_at_ms INTEGER, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE attempts (kind TEXT NOT NULL, key TEXT NOT NULL, count INTEGER NOT NULL, until_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;`;

/**
 * A store as an older release left it: a live session of ada, one of eve that ended with all of hers, one that ended with
 * all, and one whose facts a newer release wrote.
 */
export function createOldStore(
  path: string,
  { version, nowMs }: { readonly version: number; readonly nowMs: number },
): void {
  const database = new DatabaseSync(path);
  database.exec(TABLES);
  if (version === 2) database.exec(ACCOUNTS);
  database.exec(`PRAGMA user_version = ${version}`);
  const insert = database.prepare(
    "INSERT INTO sessions VALUES (NULL, ?, ?, ?, ?, 'local', ?, 0, ?, ?, ?, ?)",
  );
  type Old = readonly [tokenHash: string, username: string, openedAt: number, factsVersion?: number];
  const add = (...[tokenHash, username, openedAt, factsVersion = 1]: Old) => {
    const { lastSeenAtMs, ...facts } = sampleRecord(username, nowMs);
    const { id, userKey, clientAddress, createdAtMs } = facts;
    const text = JSON.stringify({ version: factsVersion, ...facts });
    insert.run(tokenHash, id, userKey, username, clientAddress, createdAtMs, lastSeenAtMs, openedAt, text);
  };
  add("live", "ada", 3);
  add("ended-with-user", "eve", 5);
  add("ended-with-all", "ada", 2);
  add("newer", "bob", 7, 9);
  if (version === 2) {
    const identity = identityOf(statSync(path, { bigint: true }));
    database.prepare("UPDATE state SET file_identity = ?").run(identity);
  }
  database.close();
  chmodSync(path, 0o600);
  const marker = { storeId: "old-store", sequence: 7, writtenAtMs: Date.now() };
  writeFileSync(`${path}.marker`, `${JSON.stringify(marker).padEnd(159)}\n`, { mode: 0o600 });
}
