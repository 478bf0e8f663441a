import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Files in a folder of their own that goes away with the test. */
export interface WrittenFiles extends AsyncDisposable {
  readonly folder: string;
  path(name: string): string;
}

/** Writes files by relative name. */
export async function writeFiles(files: Readonly<Record<string, string>>): Promise<WrittenFiles> {
  const folder = await mkdtemp(join(tmpdir(), "contract-"));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return {
    folder,
    path: (name) => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
