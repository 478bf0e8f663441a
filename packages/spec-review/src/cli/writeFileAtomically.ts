import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";

const USUAL_MODE = 0o666;

/**
 * Writes a file so that it holds the old text or the new one, never a part: aside, on disk, and moved into place.
 * @throws {Error} of the file system; the file is as it was then
 */
export function writeFileAtomically(path: string, text: string): void {
  // The target of a link is replaced, not the link.
  const target = existsSync(path) ? realpathSync(path) : path;
  const mode = existsSync(target) ? statSync(target).mode : USUAL_MODE;
  const aside = `${target}.${randomUUID()}.tmp`;
  try {
    const file = openSync(aside, "wx", mode);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
