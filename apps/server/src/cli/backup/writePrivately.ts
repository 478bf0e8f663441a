import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";

/** Writes a file that only its owner can open, and puts it on the disk. The file must not be there yet. */
export function writePrivately(path: string, content: string | Uint8Array): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Puts the names in a directory on the disk. */
export function flushDirectory(path: string): void {
  if (process.platform === "win32") return;
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
