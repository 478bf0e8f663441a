import { chmodSync, closeSync, existsSync, fsyncSync, openSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BackupError } from "./BackupError.ts";

/** How long a writer may hold the store up. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Copies the session store as it is at one moment, beside whoever writes to it, and checks the copy.
 *
 * Bytes of a store in use must never be copied: part of the truth is in its log, and closing a second handle would drop
 * the locks that the process holds on it.
 *
 * @returns the names of what was copied
 * @throws {BackupError} when the copy is not whole
 */
export function copyStore(source: string, folder: string): readonly string[] {
  if (!existsSync(source)) return [];
  const name = basename(source);
  const target = join(folder, name);
  const database = new DatabaseSync(source, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec("PRAGMA temp_store = MEMORY");
    database.prepare("VACUUM INTO ?").run(target);
  } finally {
    database.close();
  }
  chmodSync(target, 0o600);
  checkCopy(target);
  const file = openSync(target, "r+");
  fsyncSync(file);
  closeSync(file);
  return [name];
}

function checkCopy(target: string): void {
  const copy = new DatabaseSync(target, { readOnly: true });
  try {
    const result = copy.prepare("PRAGMA integrity_check(1)").get()?.integrity_check;
    if (result !== "ok")
      throw new BackupError(`No backup was taken: the copy of the session store is damaged (${result}).`);
  } finally {
    copy.close();
  }
}
