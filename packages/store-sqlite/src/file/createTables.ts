import { randomBytes, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { fromDigestKey, fromIdKey, renewFacts, rowWith } from "./parseRow.ts";

/** Marks a SQLite file as one of ours: "GTHS". */
export const APPLICATION_ID = 0x47544853;

/** The version of the tables below. A file of a higher version is rejected, one of a lower version is brought up. */
export const SCHEMA_VERSION = 3;

/** The first version that keeps accounts. */
export const ACCOUNTS_SINCE_VERSION = 2;

const SECRET_BYTES = 32;

/**
 * One number, `sequence`, counts everything that was ended or changed about accounts. A session keeps the number it was
 * opened at; ending all (or all of a user) writes the next number into `all_ended_at` (or `user_ends`), and a session
 * that is older has ended. That is one write for any number of sessions, and there is nothing to scan or to miss.
 *
 * `open_sessions` counts the sessions that were not ended, so that nothing has to count rows. Up to the row
 * `ended_rows_until` there may be sessions that ended with all others and wait for the sweep.
 *
 * `file_identity` says which file of which disk this is, see `identityOf`; a copy carries the identity of its original.
 */
const TABLES = `
CREATE TABLE state (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  store_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  all_ended_at INTEGER NOT NULL,
  sign_ins_closed INTEGER NOT NULL,
  file_identity TEXT NOT NULL DEFAULT '',
  accounts_kept INTEGER NOT NULL DEFAULT 0,
  attempt_secret BLOB,
  open_sessions INTEGER NOT NULL DEFAULT 0,
  ended_rows_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE user_ends (
  user_key TEXT PRIMARY KEY,
  ended_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;`;

const ACCOUNT_TABLES = `
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

/** The indexes of sessions; each has a query that needs it, and a test that shows its plan. */
export const SESSION_INDEXES = {
  token: "token_hash",
  id: "id",
  user: "user_key",
  username: "username, created_at_ms",
  address: "client_address, created_at_ms",
  type: "auth_type, created_at_ms",
  age: "created_at_ms",
  use: "last_seen_at_ms",
} as const;

const UNIQUE: ReadonlySet<string> = new Set(["token", "id"]);

/**
 * The table of sessions with its indexes, in the file (`main`) or in the memory of this connection (`temp`).
 *
 * Rows lie in the order of their creation, so that new ones fill whole pages and the sweep empties whole pages. A session
 * that ends by itself gets `opened_at = 0`, which needs no byte, so that ending it changes one page in place for any
 * number of indexes; the partial index holds those rows until the sweep.
 */
function sessionsIn(schema: "main" | "temp"): string {
  const indexes = Object.entries(SESSION_INDEXES).map(
    ([name, columns]) =>
      `CREATE ${UNIQUE.has(name) ? "UNIQUE " : ""}INDEX ${schema}.sessions_by_${name} ON sessions (${columns});`,
  );
  return `
CREATE TABLE ${schema}.sessions (
  row INTEGER PRIMARY KEY,
  token_hash ANY NOT NULL,
  id ANY NOT NULL,
  user_key TEXT NOT NULL,
  username TEXT NOT NULL,
  auth_type TEXT NOT NULL,
  client_address TEXT NOT NULL,
  privileged INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  facts TEXT NOT NULL
) STRICT;
${indexes.join("\n")}
CREATE INDEX ${schema}.sessions_ended ON sessions (opened_at) WHERE opened_at = 0;`;
}

/** Adds a row to the table of sessions. Takes `toRow`. */
export const INSERT_SESSION = "INSERT INTO sessions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/** The number of ends in a new store, of which nothing was ended or changed yet. */
export const FIRST_SEQUENCE = 1;

/** Makes the tables of an empty file; call it in a transaction. */
export function createTables(database: DatabaseSync, fileIdentity: string): void {
  database.exec(TABLES + ACCOUNT_TABLES + sessionsIn("main"));
  database
    .prepare(`INSERT INTO state VALUES (1, ?, ${FIRST_SEQUENCE}, 1, 0, ?, 0, ?, 0, 0)`)
    .run(randomUUID(), fileIdentity, randomBytes(SECRET_BYTES));
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** `accounts_kept` in a store of version 1, as long as the accounts of that release were not taken over. */
export const ACCOUNTS_ELSEWHERE = -1;

/** Brings older tables up to this version; call it in a transaction. Sessions that have not ended stay. */
export function upgradeTables(database: DatabaseSync, fileIdentity: string, from: number): void {
  if (from < ACCOUNTS_SINCE_VERSION) addAccounts(database, fileIdentity);
  database.exec(`
ALTER TABLE state ADD COLUMN open_sessions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN ended_rows_until INTEGER NOT NULL DEFAULT 0;
DROP INDEX sessions_by_user; DROP INDEX sessions_by_username; DROP INDEX sessions_by_address;
DROP INDEX sessions_by_type; DROP INDEX sessions_by_age; DROP INDEX sessions_by_use; DROP INDEX sessions_by_opening;
ALTER TABLE sessions RENAME TO sessions_before;${sessionsIn("main")}`);
  const copied = copySessions(database);
  database.exec("DROP TABLE sessions_before");
  // Numbers begin at 1 from this version on: 0 says that a session was ended by itself.
  database.exec("UPDATE user_ends SET ended_at = ended_at + 1");
  database
    .prepare("UPDATE state SET sequence = sequence + 1, all_ended_at = all_ended_at + 1, open_sessions = ?")
    .run(copied);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

function addAccounts(database: DatabaseSync, fileIdentity: string): void {
  database.exec(`
ALTER TABLE state ADD COLUMN file_identity TEXT NOT NULL DEFAULT '';
ALTER TABLE state ADD COLUMN accounts_kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN attempt_secret BLOB;${ACCOUNT_TABLES}`);
  database
    .prepare("UPDATE state SET file_identity = ?, attempt_secret = ?, accounts_kept = ?")
    .run(fileIdentity, randomBytes(SECRET_BYTES), ACCOUNTS_ELSEWHERE);
}

function copySessions(database: DatabaseSync): number {
  const insert = database.prepare(INSERT_SESSION);
  const rows = database.prepare(`SELECT * FROM sessions_before AS old
    WHERE opened_at >= (SELECT all_ended_at FROM state)
    AND opened_at >= ifnull((SELECT ended_at FROM user_ends WHERE user_ends.user_key = old.user_key), 0)
    ORDER BY row`);
  let copied = 0;
  for (const row of rows.iterate()) {
    const record = {
      id: fromIdKey(row.id),
      userKey: String(row.user_key),
      clientAddress: String(row.client_address),
      privileged: row.privileged === 1,
      createdAtMs: Number(row.created_at_ms),
      lastSeenAtMs: Number(row.last_seen_at_ms),
      user: { username: String(row.username), authType: String(row.auth_type) },
    };
    const facts = renewFacts(String(row.facts));
    insert.run(
      ...rowWith(fromDigestKey(row.token_hash), record, { openedAt: Number(row.opened_at) + 1, facts }),
    );
    copied += 1;
  }
  return copied;
}

/**
 * Keeps sessions in the memory of this connection from now on. The table there hides the one in the file from every
 * statement, and takes part in the same transactions.
 */
export function keepSessionsInMemory(database: DatabaseSync): void {
  database.exec("DELETE FROM main.sessions");
  database.exec("UPDATE state SET open_sessions = 0, ended_rows_until = 0");
  database.exec(sessionsIn("temp"));
}
