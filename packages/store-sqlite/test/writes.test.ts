import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSessions } from "@gatehouse/sessions";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { createStorePaths } from "./createStorePaths.ts";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

/** Sweeps until nothing is left to do, and returns the number of expired sessions. */
async function sweepAll(store: SqliteStore, nowMs: number): Promise<number> {
  let expired = 0;
  for (let more = true; more; ) {
    const swept = await store.sweep({ window: windowAt(nowMs), limit: 1000 });
    expired += swept.expired.length;
    more = swept.more;
  }
  return expired;
}

/** Counts commits of other connections to the database at this path. */
function createCommitWatch(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  const statement = database.prepare("PRAGMA data_version");
  let version = Number(statement.get()?.data_version);
  return {
    /** How many commits since the last question. */
    commits(): number {
      const before = version;
      version = Number(statement.get()?.data_version);
      return version - before;
    },
    close: () => database.close(),
  };
}

test("SES-07 a session in constant use is written at most once per tenth of the idle limit", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const startMs = Date.now();
  await store.create(createRequest("hash", { nowMs: startMs }));
  const watch = createCommitWatch(path);
  let writes = 0;
  for (let second = 1; second <= 3600; second += 1) {
    const window = windowAt(startMs + second * 1000);
    const record = await store.touch({ tokenHash: "hash", window, writeIntervalMs: WRITE_INTERVAL_MS });
    expect(record?.lastSeenAtMs).toBe(window.nowMs);
    if (watch.commits() > 0) writes += 1;
  }
  expect(writes).toBe(3600 / 180);
  watch.close();
  await store.close();
});

test("a token that opens nothing writes nothing and waits for no lock", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const watch = createCommitWatch(path);
  const blocker = new DatabaseSync(path);
  blocker.exec("BEGIN IMMEDIATE");
  const window = windowAt(Date.now());
  expect(await store.take({ tokenHash: "unknown", window })).toBeUndefined();
  expect(
    await store.touch({ tokenHash: "unknown", window, writeIntervalMs: WRITE_INTERVAL_MS }),
  ).toBeUndefined();
  expect(watch.commits()).toBe(0);
  blocker.exec("ROLLBACK");
  blocker.close();
  watch.close();
  await store.close();
});

test("while another process holds the write lock checks go on, and a sign-out without a certain result fails and its session is rejected", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const nowMs = Date.now();
  await store.create(createRequest("hash", { nowMs }));
  const blocker = new DatabaseSync(path);
  blocker.exec("BEGIN IMMEDIATE");
  const later = { tokenHash: "hash", window: windowAt(nowMs + 300_000), writeIntervalMs: WRITE_INTERVAL_MS };
  expect((await store.touch(later))?.lastSeenAtMs).toBe(nowMs + 300_000);
  await expect(store.take(later)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", operation: "take" });
  await expect(store.touch(later)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", operation: "touch" });
  expect(await store.list({ window: later.window, limit: 10 })).toEqual([]);
  blocker.exec("ROLLBACK");
  blocker.close();
  await store.sweep({ window: later.window, limit: 10 });
  expect(await store.touch(later)).toBeUndefined();
  await store.close();
  const reopened = await createSqliteStore({ path });
  expect(await reopened.touch(later)).toBeUndefined();
  await reopened.close();
});

test("a failed sign-out succeeds when it is repeated", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const nowMs = Date.now();
  const take = { tokenHash: "hash", window: windowAt(nowMs) };
  await store.create(createRequest("hash", { nowMs }));
  const blocker = new DatabaseSync(path);
  blocker.exec("BEGIN IMMEDIATE");
  await expect(store.take(take)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  blocker.exec("ROLLBACK");
  blocker.close();
  expect(await store.take(take)).toBeDefined();
  expect(await store.take(take)).toBeUndefined();
  await store.close();
});

test("SES-03 no form of a token is in any file of the store", async () => {
  const { path, directory } = createStorePaths();
  const store = await createSqliteStore({ path });
  const { user } = createRequest("hash", { nowMs: Date.now() }).record;
  const identity = { user, roles: ["Operator"], credentialVersion: "1" };
  const authenticator = {
    authType: "local",
    authenticate: async () => ({ kind: "authenticated", identity }) as const,
  };
  const sessions = createSessions({ store, clock: { nowMs: Date.now }, authenticators: [authenticator] });
  const signIn = {
    authType: "local",
    username: "ada",
    password: "canary-password",
    clientAddress: "192.0.2.7",
  };
  const { token } = await sessions.signIn(signIn);
  await sessions.readSession({ token });
  const ended = await sessions.signIn(signIn);
  await sessions.endSession(ended);
  const written = readdirSync(directory).map((name) => readFileSync(join(directory, name)));
  const secrets = [token, ended.token].flatMap((one) => {
    const raw = Buffer.from(one, "base64url");
    return [raw, Buffer.from(one), Buffer.from(raw.toString("hex")), Buffer.from(raw.toString("base64"))];
  });
  for (const secret of [...secrets, Buffer.from("canary-password")]) {
    expect(written.some((bytes) => bytes.includes(secret))).toBe(false);
  }
  expect(written.some((bytes) => bytes.includes("ada"))).toBe(true);
  await store.close();
});

/** Sessions that come and run out in each of ten cycles. */
const SESSIONS = process.env.SOAK === undefined ? 200 : Math.ceil(100_000 * Number(process.env.SOAK));

test("SES-21 the file does not grow while sessions open and expire", { timeout: 3_600_000 }, async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const sizes: number[] = [];
  let nowMs = Date.now();
  for (let cycle = 0; cycle < 10; cycle += 1) {
    for (let index = 0; index < SESSIONS; index += 1) {
      const username = `user-${index % 10_000}`;
      await store.create(createRequest(`hash-${cycle}-${index}`, { nowMs, username }));
    }
    nowMs += 1_800_000;
    expect(await sweepAll(store, nowMs)).toBe(SESSIONS);
    sizes.push(statSync(path).size + statSync(`${path}-wal`).size);
  }
  // The log keeps the size of its longest stretch between two checkpoints.
  expect(sizes.at(-1)).toBeLessThanOrEqual((sizes[0] ?? 0) + 5_000_000);
  const database = new DatabaseSync(path);
  expect(database.prepare("SELECT count(*) AS left FROM sessions").get()?.left).toBe(0);
  database.close();
  await store.close();
});

test("bulk ends of users leave nothing behind once their sessions are swept", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const nowMs = Date.now();
  const window = windowAt(nowMs);
  for (let index = 0; index < 20; index += 1) {
    await store.create(createRequest(`hash-${index}`, { nowMs, username: `user-${index}` }));
    await store.endMany({ userKey: `5:local:user-${index}`, window });
  }
  await store.sweep({ window, limit: 1000 });
  const database = new DatabaseSync(path);
  const left = database.prepare(
    "SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM user_ends) AS left",
  );
  expect(left.get()?.left).toBe(0);
  database.close();
  await store.close();
});

test("the switch for sign-ins is kept across restarts", async () => {
  const { path } = createStorePaths();
  const first = await createSqliteStore({ path });
  expect(await first.signInSwitch.isClosed()).toBe(false);
  await first.signInSwitch.setClosed(true);
  await first.close();
  const second = await createSqliteStore({ path });
  expect(await second.signInSwitch.isClosed()).toBe(true);
  await second.close();
  await expect(second.signInSwitch.isClosed()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
});

test("hundreds of sign-outs that finish at once do not block the event loop in one turn", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path, soleWriter: true });
  const nowMs = Date.now();
  const window = windowAt(nowMs);
  const hashes = Array.from({ length: 300 }, (_, index) => `hash-${index}`);
  await Promise.all(
    hashes.map((hash, index) => store.create(createRequest(hash, { nowMs, username: `user-${index}` }))),
  );
  let turn = 0;
  let isOver = false;
  const count = () => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const turns = await Promise.all(
    hashes.map((tokenHash) =>
      store.take({ tokenHash, window }).then((record) => [turn, record?.id] as const),
    ),
  );
  isOver = true;
  expect(new Set(turns.map(([, id]) => id)).size).toBe(300);
  const inOneTurn = Map.groupBy(turns, ([when]) => when);
  expect(Math.max(...[...inOneTurn.values()].map((group) => group.length))).toBeLessThanOrEqual(128);
  await store.close();
});

test("SES-04 a check of a session whose end is under way waits until that end is on the disk", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const nowMs = Date.now();
  const window = windowAt(nowMs);
  await store.create(createRequest("hash", { nowMs }));
  const blocker = new DatabaseSync(path);
  blocker.exec("BEGIN IMMEDIATE");
  let isChecked = false;
  const taken = store.take({ tokenHash: "hash", window });
  const checked = store
    .touch({ tokenHash: "hash", window, writeIntervalMs: WRITE_INTERVAL_MS })
    .finally(() => {
      isChecked = true;
    });
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(isChecked).toBe(false);
  blocker.exec("ROLLBACK");
  blocker.close();
  expect(await taken).toBeDefined();
  expect(await checked).toBeUndefined();
  await store.close();
});
