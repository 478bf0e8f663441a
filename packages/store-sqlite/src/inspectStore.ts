import { chmodSync, closeSync, existsSync, fsyncSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { ACCOUNTS_SINCE_VERSION } from "./file/createTables.ts";
import { checkFile, versionOf } from "./file/openDatabase.ts";
import { StoreFileUnusableError } from "./StoreFileUnusableError.ts";

/** How long a writer may hold the store up. */
const BUSY_TIMEOUT_MS = 5000;

/** What is in a store file. */
export interface StoreInspection {
  /** Session records, ended ones that wait for the sweep included. */
  readonly sessions: number;
  /** Absent in a file of a release that kept accounts elsewhere. */
  readonly accounts?: readonly InspectedAccount[];
  /** `wal` in a store that a server left. */
  readonly journalMode: string;
  /** Whether the files are there by which an older copy is recognised. */
  readonly sealed: boolean;
}

/** The facts of an account that the operator of the machine needs. */
interface InspectedAccount {
  readonly username: string;
  readonly roles: readonly string[];
  readonly disabled: boolean;
  /** Unix milliseconds; only for a generated first password. */
  readonly passwordExpiresAtMs?: number;
}

/** A copy of a store is not whole. */
export class StoreCopyError extends Error {
  readonly code = "STORE_COPY_FAILED";

  constructor(target: string, options: { readonly cause: unknown }) {
    super(`The copy of the store at ${target} is not whole.`, options);
    this.name = "StoreCopyError";
  }
}

/**
 * Reads a store file beside its writer, and changes nothing.
 *
 * @throws {StoreFileUnusableError} when the file is damaged, foreign, of a newer version or does not open.
 */
export function inspectStore(path: string): StoreInspection {
  const database = openToRead(path);
  try {
    checkFile(database, path);
    const accounts = versionOf(database) < ACCOUNTS_SINCE_VERSION ? undefined : readAccounts(database);
    return {
      sessions: Number(database.prepare("SELECT count(*) AS total FROM sessions").get()?.total),
      ...(accounts === undefined ? {} : { accounts }),
      journalMode: String(database.prepare("PRAGMA journal_mode").get()?.journal_mode),
      sealed: existsSync(`${path}.marker`) && existsSync(`${path}.seal`),
    };
  } catch (cause) {
    throw cause instanceof StoreFileUnusableError ? cause : unreadable(path, cause);
  } finally {
    database.close();
  }
}

/**
 * Copies a store as it is at one moment, beside its writer, and checks the copy. The marker and the seal are
 * left out on purpose: a server that opens the copy ends all sessions in it (SES-22).
 *
 * Bytes of a store in use must never be copied: part of the truth is in its log, and closing a second handle would drop
 * the locks that the process holds on it.
 *
 * @throws {StoreFileUnusableError} when the store does not open.
 * @throws {StoreCopyError} when the copy is not whole.
 */
export function copyStore(source: string, target: string): void {
  const database = openToRead(source);
  try {
    database.exec("PRAGMA temp_store = MEMORY");
    database.prepare("VACUUM INTO ?").run(target);
  } finally {
    database.close();
  }
  chmodSync(target, 0o600);
  try {
    inspectStore(target);
  } catch (cause) {
    throw new StoreCopyError(target, { cause });
  }
  const file = openSync(target, "r+");
  fsyncSync(file);
  closeSync(file);
}

function openToRead(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): StoreFileUnusableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const advice = `it does not open (${reason}). Check its owner, or restore it from a backup.`;
  return new StoreFileUnusableError({ path, fault: "not-openable", advice }, { cause });
}

function readAccounts(database: DatabaseSync): readonly InspectedAccount[] {
  const rows = database
    .prepare("SELECT username, roles, disabled, password_expires_at_ms FROM accounts")
    .all();
  return rows.map(({ username, roles, disabled, password_expires_at_ms: expiresAtMs }) => ({
    username: String(username),
    roles: JSON.parse(String(roles)) as readonly string[],
    disabled: disabled !== 0,
    ...(expiresAtMs === null ? {} : { passwordExpiresAtMs: Number(expiresAtMs) }),
  }));
}
