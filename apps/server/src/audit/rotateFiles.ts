import { rename } from "node:fs/promises";

/**
 * Moves `audit.log` to `audit.log.1`, that to `audit.log.2` and so on; what would be number `keepFiles + 1` is gone.
 *
 * The oldest moves first, so that a stop in the middle loses nothing and leaves the order as it is.
 */
export async function rotateFiles(file: string, keepFiles: number): Promise<void> {
  for (let age = keepFiles - 1; age >= 1; age -= 1) await moveIfThere(`${file}.${age}`, `${file}.${age + 1}`);
  await moveIfThere(file, `${file}.1`);
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
