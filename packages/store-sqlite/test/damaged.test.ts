import { randomInt } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSqliteStore, type FileCheck, StoreFileUnusableError } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { checksumAt } from "../src/file/parseRow.ts";
import { createStorePaths } from "./createStorePaths.ts";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

/** A stopped store of sessions `hash-0` to `hash-199`, written many at once; the even ones have ended. */
async function createUsedStore() {
  const paths = createStorePaths();
  const store = await createSqliteStore({ path: paths.path, writer: "here" });
  const nowMs = Date.now();
  const hashes = Array.from({ length: 200 }, (_, index) => `hash-${index}`);
  await Promise.all(hashes.map((tokenHash) => store.create(createRequest(tokenHash, { nowMs }))));
  const even = hashes.filter((_, index) => index % 2 === 0);
  await Promise.all(even.map((tokenHash) => store.take({ tokenHash, window: windowAt(nowMs) })));
  await store.close();
  return { ...paths, nowMs };
}

/** As another release would write them, with a checksum that fits. */
function rewriteFacts(database: DatabaseSync, facts: string, condition: string): void {
  const update = database.prepare("UPDATE sessions SET facts = ?, checksum = ? WHERE row = ?");
  for (const row of database.prepare(`SELECT * FROM sessions WHERE ${condition}`).all()) {
    update.run(facts, checksumAt({ ...row, facts }, Number(row.opened_at)), Number(row.row));
  }
}

async function faultOf(path: string): Promise<{ fault: string; message: string }> {
  try {
    await createSqliteStore({ path });
  } catch (error) {
    if (error instanceof StoreFileUnusableError) return error;
    throw error;
  }
  throw new Error("The store opened.");
}

test("FAIL-22 a file that is not a database is rejected", async () => {
  const { path } = createStorePaths();
  writeFileSync(path, "not a database, but long enough to look like one".repeat(200), { mode: 0o600 });
  expect(await faultOf(path)).toMatchObject({ fault: "corrupt", path });
  expect(readFileSync(path, "utf8")).toContain("not a database");
});

test("a database of another program is rejected and left as it is", async () => {
  const { path } = createStorePaths();
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE letters (text TEXT)");
  other.close();
  chmodSync(path, 0o600);
  expect(await faultOf(path)).toMatchObject({
    fault: "not-a-store",
    message: expect.stringContaining("another program"),
  });
});

test("OPS-05 a store of a newer version is rejected with the remedy", async () => {
  const { path } = await createUsedStore();
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 4");
  database.close();
  expect(await faultOf(path)).toMatchObject({
    fault: "newer-version",
    message: expect.stringContaining("format 4 is newer than 3"),
  });
});

test("OPS-05 a session of an unknown version is not accepted", async () => {
  const { path, nowMs } = await createUsedStore();
  const database = new DatabaseSync(path);
  rewriteFacts(database, '{"version":3}', "token_hash = 'hash-1'");
  rewriteFacts(database, '{"version":2,"id":7}', "token_hash = 'hash-3'");
  rewriteFacts(database, "no JSON", "token_hash = 'hash-5'");
  database.close();
  const store = await createSqliteStore({ path });
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
  rewriteFacts(database, '{"version":3}', "row % 4 = 0");
  database.close();
  const store = await createSqliteStore({ path });
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

test("OPS-05 SES-13 among sessions of an unknown version an administrator can still sign in", async () => {
  const { path, nowMs } = await createUsedStore();
  const database = new DatabaseSync(path);
  database.exec(`UPDATE sessions SET last_seen_at_ms = last_seen_at_ms - row`);
  rewriteFacts(database, '{"version":3}', "row > 190");
  database.close();
  const store = await createSqliteStore({ path });
  const { record, ...request } = createRequest("admin", { nowMs, username: "admin" });
  const created = await store.create({ ...request, record: { ...record, privileged: true }, maxInAll: 100 });
  expect(created).toMatchObject({ created: true, evicted: [{ userKey: "5:local:ada" }] });
  await store.close();
});

test.each([0o640, 0o604, 0o660, 0o666])(
  "a file with mode %o is rejected, with the command that repairs it",
  async (mode) => {
    const { path } = await createUsedStore();
    chmodSync(path, mode);
    expect(await faultOf(path)).toMatchObject({
      fault: "open-to-others",
      message: expect.stringContaining(`chmod 600 ${path}`),
    });
  },
);

test("the store and the files beside it are readable by the owner alone", async () => {
  const { path, marker } = createStorePaths();
  const store = await createSqliteStore({ path });
  await store.create(createRequest("hash", { nowMs: Date.now() }));
  for (const file of [path, `${path}-wal`, `${path}-shm`, marker]) {
    expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
  }
  await store.close();
});

test("a store in a directory that does not exist is rejected", async () => {
  const { directory } = createStorePaths();
  expect(await faultOf(join(directory, "nowhere", "sessions.sqlite"))).toMatchObject({
    fault: "not-openable",
  });
});

test("FAIL-22 a truncated store is rejected", async () => {
  const { path } = await createUsedStore();
  truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096);
  expect((await faultOf(path)).fault).toBe("corrupt");
});

test("FAIL-22 a store with flipped bytes is rejected, found damaged, or holds no session that ended", async () => {
  const { path, nowMs } = await createUsedStore();
  const sound = `${path}.sound`;
  copyFileSync(path, sound);
  const used = (await lastPageOf(path)) * PAGE_BYTES;
  const outcomes = { rejected: 0, damaged: 0, sound: 0 };
  for (let round = 0; round < 20; round += 1) {
    const bytes = readFileSync(sound);
    for (let flips = 0; flips < 8; flips += 1) {
      // Pages that are kept for later hold nothing that could be revived; one flip of eight may be there.
      const offset = randomInt(flips === 0 ? bytes.length : used);
      bytes.writeUInt8(bytes.readUInt8(offset) ^ (1 << randomInt(8)), offset);
    }
    writeFileSync(path, bytes);
    rmSync(`${path}.damaged`, { force: true });
    const outcome = await lookFor(path, { nowMs, writer: round % 2 === 0 ? "here" : "thread" });
    outcomes[outcome] += 1;
    if (outcome === "damaged") expect((await faultOf(path)).fault).toBe("corrupt");
  }
  expect(outcomes.rejected + outcomes.damaged).toBeGreaterThan(2);
}, 300_000);

const PAGE_BYTES = 4096;

/** Pages behind it are kept for later. */
async function lastPageOf(path: string): Promise<number> {
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare("SELECT max(pageno) AS last FROM dbstat WHERE name <> 'reserve'").get();
  database.close();
  return Number(row?.last);
}

/**
 * Opens the store, asks for every session, and waits for the check of the whole file. What ended is not accepted, what
 * lives is as it was written or cannot be read, and a read that fails is damage that is known.
 */
async function lookFor(
  path: string,
  { nowMs, writer }: { readonly nowMs: number; readonly writer: "here" | "thread" },
): Promise<"rejected" | "damaged" | "sound"> {
  const checked = Promise.withResolvers<FileCheck>();
  const onFileCheck = (check: FileCheck) => {
    if (check.kind !== "running") checked.resolve(check);
  };
  try {
    const store = await createSqliteStore({ path, writer, onFileCheck });
    let failed = 0;
    for (let index = 0; index < 200; index += 1) {
      const window = windowAt(nowMs);
      const touch = { tokenHash: `hash-${index}`, window, writeIntervalMs: WRITE_INTERVAL_MS };
      const found = await store.touch(touch).catch(codeOf);
      if (found === "STORE_UNAVAILABLE") failed += 1;
      else if (index % 2 === 0) expect(found).toBeUndefined();
      else if (found !== undefined)
        expect(found).toMatchObject({ user: { username: "ada" }, roles: ["Operator"] });
    }
    const { kind } = await checked.promise;
    await store.close().catch(() => undefined);
    if (failed > 0) expect(kind).toBe("damaged");
    return kind === "sound" ? "sound" : "damaged";
  } catch (error) {
    expect(error).toBeInstanceOf(StoreFileUnusableError);
    return "rejected";
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}

/** A stopped store with one byte of the row of this session changed. */
async function createStoreWithDamage(tokenHash: string) {
  const used = await createUsedStore();
  const bytes = readFileSync(used.path);
  const row = new RegExp(`${tokenHash}.{16}5:local:ada`, "s").exec(bytes.toString("latin1"));
  if (row === null) throw new Error(`There is no row of ${tokenHash}.`);
  // In the user key.
  bytes.writeUInt8(bytes.readUInt8(row.index + 24) ^ 1, row.index + 24);
  writeFileSync(used.path, bytes);
  return used;
}

test("FAIL-22 the check of the whole file finds damage, service ends at once, and the next start is rejected", async () => {
  const { path, nowMs } = await createStoreWithDamage("hash-7");
  const seen: FileCheck[] = [];
  const damaged = Promise.withResolvers<void>();
  const onFileCheck = (check: FileCheck) => {
    seen.push(check);
    if (check.kind === "damaged") damaged.resolve();
  };
  const store = await createSqliteStore({ path, onFileCheck });
  await damaged.promise;
  expect(seen[0]).toMatchObject({ kind: "running" });
  expect(store.fileCheck()).toMatchObject({ kind: "damaged", damage: expect.stringContaining("row") });
  const touch = { tokenHash: "hash-1", window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS };
  await expect(store.touch(touch)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  await expect(store.take(touch)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  await expect(store.accounts.list()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  await store.close();
  expect(readFileSync(`${path}.damaged`, "utf8")).toContain("row");
  expect(await faultOf(path)).toMatchObject({ fault: "corrupt", path });
});

test("FAIL-22 damage that only the checksum of a row shows keeps the next start from serving too", async () => {
  const { path } = await createUsedStore();
  const database = new DatabaseSync(path);
  database.exec(
    "UPDATE sessions SET facts = replace(facts, 'Operator', 'Overator') WHERE token_hash = 'hash-7'",
  );
  database.close();
  writeFileSync(`${path}.damaged`, "found before");
  expect(await faultOf(path)).toMatchObject({ fault: "corrupt", message: expect.stringContaining("row") });
  expect(existsSync(`${path}.damaged`)).toBe(true);
});

test("FAIL-22 a changed session is not accepted, even before the check of the file has reached it", async () => {
  const { path, nowMs } = await createStoreWithDamage("hash-7");
  const store = await createSqliteStore({ path, writer: "here" });
  const touch = { tokenHash: "hash-7", window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS };
  await expect(store.touch(touch)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  expect(store.fileCheck()).toMatchObject({ kind: "damaged" });
  await store.close();
});

test("FAIL-22 a store that was found damaged is checked as a whole before it is served again", async () => {
  const { path } = await createUsedStore();
  writeFileSync(`${path}.damaged`, "found before");
  const store = await createSqliteStore({ path });
  expect(existsSync(`${path}.damaged`)).toBe(false);
  await store.close();
  const bytes = readFileSync(path);
  const offset = bytes.indexOf("hash-7");
  bytes.write("hash-z", offset);
  writeFileSync(path, bytes);
  writeFileSync(`${path}.damaged`, "found before");
  expect(await faultOf(path)).toMatchObject({ fault: "corrupt", path });
});
