import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { createStorePlace } from "./createStorePlace.ts";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

const HOUR_MS = 3_600_000;

function createScene() {
  const place = createStorePlace();
  const copies = join(place.directory, "copies");
  const nowMs = Date.now();
  return {
    ...place,
    open: (wallClockMs = Date.now) => createSqliteStore({ path: place.path, wallClockMs }),
    add: (store: SqliteStore, tokenHash: string) => store.create(createRequest(tokenHash, { nowMs })),
    end: (store: SqliteStore, tokenHash: string) => store.take({ tokenHash, window: windowAt(nowMs) }),
    isLive: async (store: SqliteStore, tokenHash: string) =>
      (await store.touch({ tokenHash, window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS })) !==
      undefined,
    /** Copies the store file, as a backup of a stopped server does. */
    copyStore: () => cpSync(place.path, join(copies, "sessions.sqlite"), { preserveTimestamps: true }),
    restoreStore: () => cpSync(join(copies, "sessions.sqlite"), place.path, { preserveTimestamps: true }),
  };
}

test("SES-22 a store file put back after a sign-out revives nobody", async () => {
  const { open, add, end, isLive, copyStore, restoreStore } = createScene();
  const first = open();
  await add(first, "a");
  await add(first, "b");
  await first.close();
  copyStore();
  const second = open();
  await end(second, "a");
  await second.close();
  restoreStore();
  const third = open();
  expect(third.startup).toEqual({
    kind: "restored",
    reason: "sessions were ended that the store still holds",
  });
  expect(await isLive(third, "a")).toBe(false);
  expect(await isLive(third, "b")).toBe(false);
  await add(third, "c");
  await third.close();
  const fourth = open();
  expect(fourth.startup).toEqual({ kind: "opened" });
  expect(await isLive(fourth, "c")).toBe(true);
  await fourth.close();
});

test("SES-22 a store file of the running day, put back after a crash, revives nobody", async () => {
  const { open, add, end, isLive, copyStore, restoreStore, path } = createScene();
  const running = open();
  await add(running, "a");
  cpSync(`${path}-wal`, `${path}-wal.copy`);
  copyStore();
  await end(running, "a");
  restoreStore();
  cpSync(`${path}-wal.copy`, `${path}-wal`);
  rmSync(`${path}-shm`);
  const restored = open();
  expect(restored.startup.kind).toBe("restored");
  expect(await isLive(restored, "a")).toBe(false);
  await restored.close();
});

test("SES-22 a whole directory put back later revives nobody", async () => {
  const { open, add, isLive } = createScene();
  // As after the copying: the marker says when it was written, the file system says now.
  const written = open(() => Date.now() - 2 * HOUR_MS);
  await add(written, "a");
  await written.close();
  const restored = open();
  expect(restored.startup).toMatchObject({
    kind: "restored",
    reason: expect.stringContaining("copied back"),
  });
  expect(await isLive(restored, "a")).toBe(false);
  await restored.close();
});

test("SES-22 a store without its marker revives nobody", async () => {
  const { open, add, isLive, marker } = createScene();
  const first = open();
  await add(first, "a");
  await first.close();
  rmSync(marker);
  const second = open();
  expect(second.startup).toMatchObject({ kind: "restored", reason: expect.stringContaining("missing") });
  expect(await isLive(second, "a")).toBe(false);
  await second.close();
});

test("SES-22 a store of another place revives nobody here", async () => {
  const foreign = createScene();
  const there = foreign.open();
  await foreign.add(there, "a");
  await there.close();
  const { open, isLive, path } = createScene();
  await open().close();
  cpSync(foreign.path, path);
  const here = open();
  expect(here.startup).toMatchObject({ kind: "restored", reason: expect.stringContaining("another store") });
  expect(await isLive(here, "a")).toBe(false);
  await here.close();
});

test("sessions outlive a restart, and one ended just before it does not", async () => {
  const { open, add, end, isLive } = createScene();
  const first = open();
  expect(first.startup).toEqual({ kind: "created" });
  await add(first, "a");
  await add(first, "b");
  await end(first, "b");
  await first.close();
  const second = open();
  expect(second.startup).toEqual({ kind: "opened" });
  expect(await isLive(second, "a")).toBe(true);
  expect(await isLive(second, "b")).toBe(false);
  await second.close();
});
