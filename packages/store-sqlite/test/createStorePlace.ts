import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A directory of a test's own, with a path for a store in it; it goes when the test is over. */
export function createStorePlace() {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-store-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, "sessions.sqlite");
  return { directory, path, marker: `${path}.marker` };
}
