import { randomBytes, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

/** Marks a SQLite file as one of ours: "GTHS". */
export const APPLICATION_ID = 0x47544853;

/** The version of the tables below. A file of a higher version is rejected, one of a lower version is brought up. */
export const SCHEMA_VERSION = 2;

const SECRET_BYTES = 32;

/**
 * One number, `sequence`, counts everything that was ended or changed about accounts. A session keeps the number it was
 * opened at; ending all (or all of a user) writes the next number into `all_ended_at` (or `user_ends`), and a session
 * that is older has ended. That is one write for any number of sessions, and there is nothing to scan or to miss.
 *
 * `file_identity` says which file of which disk this is, see `identityOf`; a copy carries the identity of its original.
 */
const SESSION_TABLES = `
CREATE TABLE state (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  store_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  all_ended_at INTEGER NOT NULL,
  sign_ins_closed INTEGER NOT NULL
) STRICT;
CREATE TABLE user_ends (
  user_key TEXT PRIMARY KEY,
  ended_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;`;

const STATE_OF_VERSION_2 = `
ALTER TABLE state ADD COLUMN file_identity TEXT NOT NULL DEFAULT '';
ALTER TABLE state ADD COLUMN accounts_kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN attempt_secret BLOB;
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  roles TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  password_changed_at_ms INTEGER NOT NULL,
  password_expires_at_ms INTEGER,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attempts (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  count INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;`;

/** The table of sessions with its indexes, in the file (`main`) or in the memory of this connection (`temp`). */
function sessionsIn(schema: "main" | "temp"): string {
  const index = (name: string, columns: string) =>
    `CREATE INDEX ${schema}.sessions_by_${name} ON sessions (${columns});`;
  return `
CREATE TABLE ${schema}.sessions (
  row INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL UNIQUE,
  user_key TEXT NOT NULL,
  username TEXT NOT NULL,
  auth_type TEXT NOT NULL,
  client_address TEXT NOT NULL,
  privileged INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  facts TEXT NOT NULL
) STRICT;
${index("user", "user_key")}
${index("username", "username, created_at_ms, id")}
${index("address", "client_address, created_at_ms, id")}
${index("type", "auth_type, created_at_ms, id")}
${index("age", "created_at_ms, id")}
${index("use", "last_seen_at_ms")}
${index("opening", "opened_at")}`;
}

/** Makes the tables of an empty file; call it in a transaction. */
export function createTables(database: DatabaseSync, fileIdentity: string): void {
  database.exec(SESSION_TABLES + sessionsIn("main"));
  database.prepare("INSERT INTO state VALUES (1, ?, 0, 0, 0)").run(randomUUID());
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  addVersion2(database, fileIdentity);
}

/** `accounts_kept` in a store of version 1, as long as the accounts of that release were not taken over. */
export const ACCOUNTS_ELSEWHERE = -1;

/** Brings the tables of version 1 up to this version; call it in a transaction. Sessions stay as they are. */
export function upgradeTables(database: DatabaseSync, fileIdentity: string): void {
  addVersion2(database, fileIdentity);
  database.prepare("UPDATE state SET accounts_kept = ?").run(ACCOUNTS_ELSEWHERE);
}

function addVersion2(database: DatabaseSync, fileIdentity: string): void {
  database.exec(STATE_OF_VERSION_2);
  database
    .prepare("UPDATE state SET file_identity = ?, attempt_secret = ?")
    .run(fileIdentity, randomBytes(SECRET_BYTES));
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/**
 * Keeps sessions in the memory of this connection from now on. The table there hides the one in the file from every
 * statement, and takes part in the same transactions.
 */
export function keepSessionsInMemory(database: DatabaseSync): void {
  database.exec("DELETE FROM main.sessions");
  database.exec(sessionsIn("temp"));
}
