import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Lists the files of an audit trail in the order they were written: `audit.log.2`, `audit.log.1`, `audit.log`. A folder
 * that is not there has none.
 *
 * @param file the file that is written to
 */
export async function auditFilesOf(file: string): Promise<readonly string[]> {
  const folder = dirname(file);
  const name = basename(file);
  const found = (await entriesOf(folder)).flatMap((entry) => {
    if (entry === name) return [{ entry, age: 0 }];
    const age = entry.startsWith(`${name}.`) ? entry.slice(name.length + 1) : "";
    return /^[1-9]\d{0,5}$/.test(age) ? [{ entry, age: Number(age) }] : [];
  });
  return found.sort((a, b) => b.age - a.age).map(({ entry }) => join(folder, entry));
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
