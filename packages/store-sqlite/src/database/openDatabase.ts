import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";
import { checkFile } from "./checkFile.ts";
import { prepareFile } from "./prepareFile.ts";
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from "./schema.ts";

/** How long a call waits for another process that writes. The wait blocks this process, so it is short. */
const BUSY_TIMEOUT_MS = 2000;

/** An open database, and whether it was made just now. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  readonly created: boolean;
}

/**
 * Opens the store file, or makes one that only its owner can read.
 *
 * @throws {StoreFileUnusableError} when the file is not ours, damaged, of a newer version or open to others.
 */
export function openDatabase(path: string): OpenedDatabase {
  const existed = existsSync(path);
  prepareFile(path);
  const database = open(path);
  try {
    const fresh = isEmpty(database, path);
    if (!fresh) checkFile(database, path);
    configure(database);
    if (fresh) createTables(database);
    return { database, created: fresh || !existed };
  } catch (error) {
    database.close();
    throw asUnusable(path, error);
  }
}

function open(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw asUnusable(path, error);
  }
}

function isEmpty(database: DatabaseSync, path: string): boolean {
  try {
    return database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.tables === 0;
  } catch (error) {
    const advice = "it is damaged or not a SQLite file. Move it away, or restore it from a backup.";
    throw new StoreFileUnusableError({ path, fault: "corrupt", advice }, { cause: error });
  }
}

/**
 * A commit is on disk before it returns (`synchronous = FULL`), ended sessions are overwritten with zeros
 * (`secure_delete`), and damaged structures are noticed when they are read (`cell_size_check`). Nothing is put into a
 * temporary directory: it may be read-only, and others may read it (`temp_store`).
 */
function configure(database: DatabaseSync): void {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA secure_delete = ON");
  database.exec("PRAGMA cell_size_check = ON");
  database.exec("PRAGMA trusted_schema = OFF");
  database.exec("PRAGMA temp_store = MEMORY");
}

/** Two processes may start at once on an empty directory; the second finds the tables made. */
function createTables(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  const made = database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.tables !== 0;
  if (!made) {
    database.exec(SCHEMA);
    database.prepare("INSERT INTO state VALUES (1, ?, 0, 0, 0)").run(randomUUID());
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }
  database.exec("COMMIT");
}

function asUnusable(path: string, cause: unknown): unknown {
  if (cause instanceof StoreFileUnusableError) return cause;
  const advice = "it does not open. Check the owner, the mode and the free space of its directory.";
  return new StoreFileUnusableError({ path, fault: "not-openable", advice }, { cause });
}
