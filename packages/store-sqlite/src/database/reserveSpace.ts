import type { DatabaseSync } from "node:sqlite";

/** Enough for the log of some dozen sign-outs. */
const RESERVED_BYTES = 512 * 1024;

/**
 * Makes the log and the store larger than they need to be: SQLite writes over the same space again, so that sessions
 * can be ended on a disk that is full. Nothing is done where the space is there from the start before.
 */
export function reserveSpace(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  database.exec("CREATE TABLE reserve (filler BLOB)");
  database.prepare("INSERT INTO reserve VALUES (zeroblob(?))").run(RESERVED_BYTES);
  database.exec("DROP TABLE reserve");
  database.exec("COMMIT");
  database.exec("PRAGMA wal_checkpoint(PASSIVE)");
}
