import { randomInt } from "node:crypto";
import { chmodSync, copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSqliteStore, StoreFileUnusableError } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { createStorePlace } from "./createStorePlace.ts";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

/** A stopped store that holds sessions `hash-0` to `hash-199`; the even ones have ended. */
async function createUsedStore() {
  const place = createStorePlace();
  const store = createSqliteStore({ path: place.path });
  const nowMs = Date.now();
  for (let index = 0; index < 200; index += 1) await store.create(createRequest(`hash-${index}`, { nowMs }));
  for (let index = 0; index < 200; index += 2) {
    await store.take({ tokenHash: `hash-${index}`, window: windowAt(nowMs) });
  }
  await store.close();
  return { ...place, nowMs };
}

function faultOf(path: string): { fault: string; message: string } {
  try {
    createSqliteStore({ path });
  } catch (error) {
    if (error instanceof StoreFileUnusableError) return error;
    throw error;
  }
  throw new Error("The store opened.");
}

test("FAIL-22 a file that is no database is refused", () => {
  const { path } = createStorePlace();
  writeFileSync(path, "not a database, but long enough to look like one".repeat(200), { mode: 0o600 });
  expect(faultOf(path)).toMatchObject({ fault: "corrupt", path });
  expect(readFileSync(path, "utf8")).toContain("not a database");
});

test("a database of another program is refused and left as it is", () => {
  const { path } = createStorePlace();
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE letters (text TEXT)");
  other.close();
  chmodSync(path, 0o600);
  expect(faultOf(path)).toMatchObject({
    fault: "not-a-store",
    message: expect.stringContaining("another program"),
  });
});

test("OPS-05 a store of a newer version is refused with the way out", async () => {
  const { path } = await createUsedStore();
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 3");
  database.close();
  expect(faultOf(path)).toMatchObject({
    fault: "newer-version",
    message: expect.stringContaining("format 3 is newer than 2"),
  });
});

test("OPS-05 a session of an unknown version is no session", async () => {
  const { path, nowMs } = await createUsedStore();
  const database = new DatabaseSync(path);
  database.exec(`UPDATE sessions SET facts = '{"version":2}' WHERE token_hash = 'hash-1'`);
  database.exec(`UPDATE sessions SET facts = '{"version":1,"id":7}' WHERE token_hash = 'hash-3'`);
  database.exec(`UPDATE sessions SET facts = 'no JSON' WHERE token_hash = 'hash-5'`);
  database.close();
  const store = createSqliteStore({ path });
  const window = windowAt(nowMs);
  for (const tokenHash of ["hash-1", "hash-3", "hash-5"]) {
    expect(await store.touch({ tokenHash, window, writeIntervalMs: WRITE_INTERVAL_MS })).toBeUndefined();
    expect(await store.take({ tokenHash, window })).toBeUndefined();
  }
  expect(await store.list({ window, limit: 500 })).toHaveLength(97);
  await store.close();
});

test("OPS-05 SES-16 sessions of an unknown version leave no gap in a page", async () => {
  const { path, nowMs } = await createUsedStore();
  const database = new DatabaseSync(path);
  database.exec(`UPDATE sessions SET facts = '{"version":2}' WHERE row % 4 = 0`);
  database.close();
  const store = createSqliteStore({ path });
  const window = windowAt(nowMs);
  const whole = await store.list({ window, limit: 500 });
  expect(whole).toHaveLength(50);
  const first = await store.list({ window, limit: 30 });
  expect(first).toEqual(whole.slice(0, 30));
  const last = first.at(-1);
  expect(last).toBeDefined();
  const after = { createdAtMs: last?.createdAtMs ?? 0, id: last?.id ?? "" };
  expect(await store.list({ window, limit: 30, after })).toEqual(whole.slice(30));
  await store.close();
});

test("OPS-05 SES-13 among sessions of an unknown version an administrator still finds a place", async () => {
  const { path, nowMs } = await createUsedStore();
  const database = new DatabaseSync(path);
  database.exec(`UPDATE sessions SET last_seen_at_ms = last_seen_at_ms - row`);
  database.exec(`UPDATE sessions SET facts = '{"version":2}' WHERE row > 190`);
  database.close();
  const store = createSqliteStore({ path });
  const { record, ...request } = createRequest("admin", { nowMs, username: "admin" });
  const created = await store.create({ ...request, record: { ...record, privileged: true }, maxInAll: 100 });
  expect(created).toMatchObject({ created: true, evicted: [{ userKey: "5:local:ada" }] });
  await store.close();
});

test.each([0o640, 0o604, 0o660, 0o666])(
  "a file with mode %o is refused, with the command that mends it",
  async (mode) => {
    const { path } = await createUsedStore();
    chmodSync(path, mode);
    expect(faultOf(path)).toMatchObject({
      fault: "open-to-others",
      message: expect.stringContaining(`chmod 600 ${path}`),
    });
  },
);

test("the store and the files beside it are readable by the owner alone", async () => {
  const { path, marker } = createStorePlace();
  const store = createSqliteStore({ path });
  await store.create(createRequest("hash", { nowMs: Date.now() }));
  for (const file of [path, `${path}-wal`, `${path}-shm`, marker]) {
    expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
  }
  await store.close();
});

test("a store in a directory that does not exist is refused", () => {
  const { directory } = createStorePlace();
  expect(faultOf(join(directory, "nowhere", "sessions.sqlite"))).toMatchObject({ fault: "not-openable" });
});

test("FAIL-22 a truncated store is refused", async () => {
  const { path } = await createUsedStore();
  truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096);
  expect(faultOf(path).fault).toBe("corrupt");
});

test("FAIL-22 a store with flipped bytes is refused, or holds no session that ended", async () => {
  const { path, nowMs } = await createUsedStore();
  const sound = `${path}.sound`;
  copyFileSync(path, sound);
  const outcomes = { refused: 0, opened: 0 };
  for (let round = 0; round < 40; round += 1) {
    const bytes = readFileSync(sound);
    for (let flips = 0; flips < 8; flips += 1) {
      const place = randomInt(bytes.length);
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << randomInt(8)), place);
    }
    writeFileSync(path, bytes);
    try {
      const store = createSqliteStore({ path });
      outcomes.opened += 1;
      for (let index = 0; index < 200; index += 2) {
        const touch = {
          tokenHash: `hash-${index}`,
          window: windowAt(nowMs),
          writeIntervalMs: WRITE_INTERVAL_MS,
        };
        expect(await store.touch(touch)).toBeUndefined();
      }
      await store.close();
    } catch (error) {
      expect(error).toBeInstanceOf(StoreFileUnusableError);
      outcomes.refused += 1;
    }
  }
  expect(outcomes.refused + outcomes.opened).toBe(40);
  expect(outcomes.refused).toBeGreaterThan(0);
}, 60_000);
