import { closeSync, fstatSync, openSync, type Stats, statSync } from "node:fs";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";

/** Only the owner reads and writes; SQLite gives its side files the same mode. */
const FILE_MODE = 0o600;
const OTHERS = 0o077;

/**
 * Makes the file if there is none, and refuses one that others can read or write.
 *
 * @throws {StoreFileUnusableError} when the file cannot be opened or is open to others.
 */
export function prepareFile(path: string): void {
  const mode = modeOf(path);
  const isOpenToOthers = process.platform !== "win32" && (mode & OTHERS) !== 0;
  if (!isOpenToOthers) return;
  const advice = `others on this machine may open it (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 ${path}`;
  throw new StoreFileUnusableError({ path, fault: "open-to-others", advice });
}

function modeOf(path: string): number {
  try {
    return (statSync(path, { throwIfNoEntry: false }) ?? create(path)).mode;
  } catch (cause) {
    const advice = "it cannot be opened for writing. Check that its directory exists and who owns it.";
    throw new StoreFileUnusableError({ path, fault: "not-openable", advice }, { cause });
  }
}

/**
 * Only a file that nobody uses yet is opened here: closing a store file by other means than SQLite would drop the
 * locks that SQLite holds on it for this process (POSIX advisory locks).
 */
function create(path: string): Stats {
  const file = openSync(path, "a", FILE_MODE);
  try {
    return fstatSync(file);
  } finally {
    closeSync(file);
  }
}
