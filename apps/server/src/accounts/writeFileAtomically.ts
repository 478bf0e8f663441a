import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Only the owner reads and writes. */
const FILE_MODE = 0o600;

/**
 * Replaces a file as a whole: written beside it, flushed, renamed over it, and the name flushed too. A reader, or a
 * machine that lost power, sees the old text or the new one.
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, "w", FILE_MODE);
    try {
      await file.chmod(FILE_MODE);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await flushDirectory(dirname(path));
}

async function flushDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
