import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty directory with a path for a store in it. */
export function createStorePlace() {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-store-"));
  return {
    directory,
    path: join(directory, "sessions.sqlite"),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
