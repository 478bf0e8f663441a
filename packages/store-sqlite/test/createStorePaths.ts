import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { onTestFinished } from "vitest";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

/** A directory of a test's own, with a path for a store in it; it goes when the test is over. */
export function createStorePaths() {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-store-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, "sessions.sqlite");
  return { directory, path, marker: `${path}.marker` };
}

/** A store in a data directory of its own, and paths for a copy of it. */
export function createRestoreFixture() {
  const paths = createStorePaths();
  const data = join(paths.directory, "data");
  mkdirSync(data, { mode: 0o700 });
  const path = join(data, "sessions.db");
  const nowMs = Date.now();
  return {
    ...paths,
    data,
    path,
    copy: join(paths.directory, "copy"),
    window: windowAt(nowMs),
    open: () => createSqliteStore({ path, soleWriter: true }),
    add: (store: SqliteStore, tokenHash: string) => store.create(createRequest(tokenHash, { nowMs })),
    end: (store: SqliteStore, tokenHash: string) => store.take({ tokenHash, window: windowAt(nowMs) }),
    isLive: async (store: SqliteStore, tokenHash: string) =>
      (await store.touch({ tokenHash, window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS })) !==
      undefined,
  };
}

/** See `createRestoreFixture`. */
export type RestoreFixture = ReturnType<typeof createRestoreFixture>;

/** Writes what is in each file of one folder into the files of the same name in another. */
export const overwriteFiles = (from: string, to: string) => {
  for (const name of readdirSync(from)) writeFileSync(join(to, name), readFileSync(join(from, name)));
};
