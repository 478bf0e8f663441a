import {
  type BigIntStats,
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";
import { identityOf } from "../seal/createFileWatch.ts";
import { APPLICATION_ID, createTables, SCHEMA_VERSION, upgradeTables } from "./createTables.ts";

/** How long a write waits for another process that writes. */
const BUSY_TIMEOUT_MS = 2000;
/** Only the owner reads and writes; SQLite gives its side files the same mode. */
const FILE_MODE = 0o600;
const OTHERS = 0o077;
/** Pages that the writer keeps; it touches many of them again. */
const WRITER_CACHE_KIB = 32_768;

/** An open database. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** Whether its tables were made just now. */
  readonly created: boolean;
  /** See `identityOf`. */
  readonly fileIdentity: string;
  /** When the file system last changed the file before it was opened, nanoseconds. */
  readonly changedNs: string;
  /** Whether damage was found when it was open before. */
  readonly damageNoted: boolean;
}

/**
 * Opens the store file, or makes one that only its owner can read.
 *
 * @param isExpected whether there must be a store already, because a file beside it shows that
 * @throws {StoreFileUnusableError} when the file is not ours, missing, damaged, of a newer version or open to others.
 */
export function openDatabase(path: string, isExpected: boolean): OpenedDatabase {
  if (isExpected && (lstatSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) throw missing(path);
  const stats = prepareFile(path);
  const fileIdentity = identityOf(stats);
  const database = open(path);
  try {
    const fresh = isEmpty(database, path);
    if (fresh && isExpected) throw missing(path);
    if (!fresh) checkBeforeUse(database, path);
    configure(database);
    if (fresh) makeTables(database, fileIdentity);
    else if (versionOf(database) < SCHEMA_VERSION) {
      inTransaction(database, () => upgradeTables(database, fileIdentity, versionOf(database)));
    }
    const damageNoted = existsSync(damageNoteOf(path));
    return { database, created: fresh, fileIdentity, changedNs: String(stats.ctimeNs), damageNoted };
  } catch (error) {
    database.close();
    throw asUnusable(path, error);
  }
}

function missing(path: string): StoreFileUnusableError {
  const advice = `it is missing or empty, though the marker beside it says that there was one. All accounts were in it: restore it from a backup. To start anew without them, remove ${path}.marker and ${path}.seal too.`;
  return new StoreFileUnusableError({ path, fault: "missing", advice });
}

/**
 * Makes the file if there is none, and rejects one that is a link, no file, of another user or open to others.
 *
 * A file that is there is not opened: closing it again by other means than SQLite would drop the locks that SQLite
 * holds on it for this process (POSIX advisory locks).
 *
 * @returns the file as it was before it is opened
 */
function prepareFile(path: string): BigIntStats {
  const stats = statOf(path);
  const problem = privacyProblemOf(stats, path);
  if (problem !== undefined) {
    throw new StoreFileUnusableError({ path, fault: "open-to-others", advice: problem });
  }
  return stats;
}

/** Why a file must not be trusted, with the remedy; nothing where it belongs to this user alone. */
export function privacyProblemOf(
  stats: { readonly mode: bigint; readonly uid: bigint; isFile(): boolean; isSymbolicLink(): boolean },
  path: string,
): string | undefined {
  if (process.platform === "win32") return undefined;
  if (stats.isSymbolicLink())
    return "it is a symbolic link. Put the file itself there, or name its real path.";
  if (!stats.isFile()) return "it is not a regular file. Move it away.";
  const user = process.geteuid?.();
  const owner = Number(stats.uid);
  if (user !== undefined && user !== owner) {
    return `it belongs to user ${owner}, and this is user ${user}. Run: chown ${user} ${path}`;
  }
  const mode = Number(stats.mode) & 0o777;
  return (mode & OTHERS) === 0
    ? undefined
    : `others on this machine may open it (mode ${mode.toString(8)}). Run: chmod 600 ${path}`;
}

function statOf(path: string) {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false }) ?? create(path);
  } catch (cause) {
    const advice = "it cannot be opened for writing. Check that its directory exists and who owns it.";
    throw new StoreFileUnusableError({ path, fault: "not-openable", advice }, { cause });
  }
}

function create(path: string) {
  const file = openSync(path, "a", FILE_MODE);
  try {
    return fstatSync(file, { bigint: true });
  } finally {
    closeSync(file);
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
    return hasNoTables(database);
  } catch (error) {
    const advice = "it is damaged or not a SQLite file. Restore it from a backup.";
    throw new StoreFileUnusableError({ path, fault: "corrupt", advice }, { cause: error });
  }
}

function hasNoTables(database: DatabaseSync): boolean {
  return database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.tables === 0;
}

/** The tables that are read before the first request is served. They are small. */
const SMALL_TABLES = ["state", "user_ends", "accounts", "attempts"] as const;

/**
 * Checks what has to be right before anything is served: header, version and the small tables. A file that is of an
 * older version, or was found damaged before, is looked through as a whole; `createFileCheck` does that for all others
 * while the store is in use.
 */
function checkBeforeUse(database: DatabaseSync, path: string): void {
  if (existsSync(damageNoteOf(path)) || versionOf(database) < SCHEMA_VERSION) {
    checkFile(database, path);
    return;
  }
  checkHeader(database, path);
  const damage = damageOfSmallTables(database);
  if (damage !== undefined) throw damaged(path, damage);
}

/** Damage in the small tables, or nothing. */
export function damageOfSmallTables(database: DatabaseSync): string | undefined {
  return SMALL_TABLES.map((table) => damageOf(database, `'${table}'`)).find((damage) => damage !== undefined);
}

/** Makes sure that the next start looks through the whole file before it serves anything. */
export function noteDamage(path: string, damage: string): void {
  writeFileSync(damageNoteOf(path), `${damage}\n`, { mode: FILE_MODE });
}

/** The whole file was checked and is sound. */
export function forgetDamage(path: string): void {
  rmSync(damageNoteOf(path), { force: true });
}

function damageNoteOf(path: string): string {
  return `${path}.damaged`;
}

/**
 * Rejects a file that is not ours, of a newer version, or damaged; looks through all of it, about one second for 100,000
 * sessions.
 *
 * @throws {StoreFileUnusableError} naming the fault.
 */
export function checkFile(database: DatabaseSync, path: string): void {
  checkHeader(database, path);
  const damage = damageOf(database, "1");
  if (damage !== undefined) throw damaged(path, damage);
}

function checkHeader(database: DatabaseSync, path: string): void {
  if (numberOf(database, "application_id") !== APPLICATION_ID) {
    const advice = "it is a SQLite file of another program. Choose another path, or move the file away.";
    throw new StoreFileUnusableError({ path, fault: "not-a-store", advice });
  }
  const version = versionOf(database);
  if (version > SCHEMA_VERSION) {
    const advice = `its format ${version} is newer than ${SCHEMA_VERSION}, the newest this release knows. Run the release that wrote it.`;
    throw new StoreFileUnusableError({ path, fault: "newer-version", advice });
  }
}

/** The error of a store with this damage. */
export function damaged(path: string, damage: string): StoreFileUnusableError {
  const advice = `it is damaged (${damage}). Restore it from a backup; its accounts are in it too.`;
  return new StoreFileUnusableError({ path, fault: "corrupt", advice });
}

function numberOf(database: DatabaseSync, pragma: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}

/** The version of the tables in the file. */
export function versionOf(database: DatabaseSync): number {
  return numberOf(database, "user_version");
}

/** Looks through one table, indexes against rows too, or through the whole file. */
function damageOf(database: DatabaseSync, what: string): string | undefined {
  try {
    const result = database.prepare(`PRAGMA integrity_check(${what})`).get()?.integrity_check;
    return result === "ok" ? undefined : String(result);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
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
  database.exec(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
}

/** Two processes may start at once on an empty directory; the second finds the tables made. */
function makeTables(database: DatabaseSync, fileIdentity: string): void {
  inTransaction(database, () => {
    if (hasNoTables(database)) createTables(database, fileIdentity);
  });
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Any error as one of the store file. */
export function asUnusable(path: string, cause: unknown): StoreFileUnusableError {
  if (cause instanceof StoreFileUnusableError) return cause;
  const advice = "it does not open. Check the owner, the mode and the free space of its directory.";
  return new StoreFileUnusableError({ path, fault: "not-openable", advice }, { cause });
}
