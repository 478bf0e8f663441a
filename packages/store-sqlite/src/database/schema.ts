/** Marks a SQLite file as one of ours: "GTHS". */
export const APPLICATION_ID = 0x47544853;

/** The version of the tables below. A file of a higher version is refused. */
export const SCHEMA_VERSION = 1;

/**
 * One number, `sequence`, counts everything that was ended. A session keeps the number it was opened at; ending all
 * (or all of a user) writes the next number into `all_ended_at` (or `user_ends`), and a session that is older has
 * ended. That is one write for any number of sessions, and there is nothing to scan or to miss.
 */
export const SCHEMA = `
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
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
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
CREATE INDEX sessions_by_user ON sessions (user_key);
CREATE INDEX sessions_by_username ON sessions (username, created_at_ms, id);
CREATE INDEX sessions_by_address ON sessions (client_address, created_at_ms, id);
CREATE INDEX sessions_by_type ON sessions (auth_type, created_at_ms, id);
CREATE INDEX sessions_by_age ON sessions (created_at_ms, id);
CREATE INDEX sessions_by_use ON sessions (last_seen_at_ms);
CREATE INDEX sessions_by_opening ON sessions (opened_at);
`;
