import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { onTestFinished } from "vitest";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

/** A directory of a test's own, with a path for a store in it; it goes when the test is over. */
export function createStorePlace() {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-store-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, "sessions.sqlite");
  return { directory, path, marker: `${path}.marker` };
}

/** A store in a data directory of its own, and a place for a copy of it. */
export function createRestoreScene() {
  const place = createStorePlace();
  const data = join(place.directory, "data");
  mkdirSync(data, { mode: 0o700 });
  const path = join(data, "sessions.db");
  const nowMs = Date.now();
  return {
    ...place,
    data,
    path,
    copy: join(place.directory, "copy"),
    window: windowAt(nowMs),
    open: () => createSqliteStore({ path, soleWriter: true }),
    add: (store: SqliteStore, tokenHash: string) => store.create(createRequest(tokenHash, { nowMs })),
    end: (store: SqliteStore, tokenHash: string) => store.take({ tokenHash, window: windowAt(nowMs) }),
    isLive: async (store: SqliteStore, tokenHash: string) =>
      (await store.touch({ tokenHash, window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS })) !==
      undefined,
  };
}

/** See `createRestoreScene`. */
export type RestoreScene = ReturnType<typeof createRestoreScene>;

/** Writes what is in each file of one folder into the files of the same name in another. */
export const inPlace = (from: string, to: string) => {
  for (const name of readdirSync(from)) writeFileSync(join(to, name), readFileSync(join(from, name)));
};
