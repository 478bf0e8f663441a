import { closeSync, fstatSync, openSync } from "node:fs";
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
    const file = openSync(path, "a", FILE_MODE);
    const { mode } = fstatSync(file);
    closeSync(file);
    return mode;
  } catch (cause) {
    const advice = "it cannot be opened for writing. Check that its directory exists and who owns it.";
    throw new StoreFileUnusableError({ path, fault: "not-openable", advice }, { cause });
  }
}
