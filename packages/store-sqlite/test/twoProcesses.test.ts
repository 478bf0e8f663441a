import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { createStorePaths } from "./createStorePaths.ts";
import { createOtherProcess } from "./processes/callProcess.ts";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

const ROUNDS = process.env.SOAK === undefined ? 100 : Math.ceil(10_000 * Number(process.env.SOAK));

test(`SES-04 in ${ROUNDS} rounds a session ended by one process is gone for the other at once`, async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const other = await createOtherProcess(path);
  const nowMs = Date.now();
  const window = windowAt(nowMs);
  for (let round = 0; round < ROUNDS; round += 1) {
    const tokenHash = `hash-${round}`;
    await store.create(createRequest(tokenHash, { nowMs }));
    expect(await other.call({ name: "touch", nowMs, tokenHash })).toBe(1);
    if (round % 2 === 0) expect(await store.take({ tokenHash, window })).toBeDefined();
    else expect(await other.call({ name: "take", nowMs, tokenHash })).toBe(1);
    expect(await other.call({ name: "touch", nowMs, tokenHash })).toBe(0);
    expect(await store.touch({ tokenHash, window, writeIntervalMs: WRITE_INTERVAL_MS })).toBeUndefined();
  }
  await store.close();
}, 3_600_000);

test("SES-16 a bulk end by one process takes effect for the other at once", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path });
  const other = await createOtherProcess(path);
  const nowMs = Date.now();
  const touch = () =>
    store.touch({ tokenHash: "hash", window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS });
  for (let round = 0; round < 20; round += 1) {
    await store.create(createRequest("hash", { nowMs }));
    expect(await touch()).toBeDefined();
    expect(await other.call({ name: "endAll", nowMs })).toBe(1);
    expect(await touch()).toBeUndefined();
    await store.sweep({ window: windowAt(nowMs), limit: 10 });
  }
  await store.close();
});

test.each([
  ["a list", (store: SqliteStore, nowMs: number) => store.list({ window: windowAt(nowMs), limit: 1 })],
  ["the switch of sign-ins", (store: SqliteStore) => store.signInSwitch.isClosed()],
  ["the list of accounts", (store: SqliteStore) => store.accounts.list()],
  [
    "an id that nobody has",
    (store: SqliteStore, nowMs: number) => store.take({ id: "none", window: windowAt(nowMs) }),
  ],
] as const)(
  "SES-04 a session that another process ended is gone, also where %s was read in between",
  async (...given) => {
    const [, readBetween] = given;
    const { path } = createStorePaths();
    const [store, other] = [await createSqliteStore({ path }), await createSqliteStore({ path })];
    const nowMs = Date.now();
    const request = { tokenHash: "hash", window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS };
    await store.create(createRequest("hash", { nowMs }));
    expect(await store.touch(request)).toBeDefined();
    await other.take(request);
    await readBetween(store, nowMs);
    expect(await store.touch(request)).toBeUndefined();
    await Promise.all([store.close(), other.close()]);
  },
);

test("SES-12 the cap of a user holds while two processes open sessions, and neither fails", async () => {
  const { path } = createStorePaths();
  const [one, two] = await Promise.all([createOtherProcess(path), createOtherProcess(path)]);
  expect([one.startup, two.startup]).toEqual([0, 0]);
  const nowMs = Date.now();
  const both = [one, two].map((process, index) =>
    process.call({ name: "createMany", nowMs, tokenHash: `process-${index}`, count: 100 }),
  );
  expect(await Promise.all(both)).toEqual([100, 100]);
  const store = await createSqliteStore({ path });
  expect(await store.list({ window: windowAt(nowMs), limit: 100 })).toHaveLength(3);
  await store.close();
});

test("SES-04 a second writer beside a sole writer is noticed within 100 ms", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path, soleWriter: true });
  const other = await createOtherProcess(path);
  const nowMs = Date.now();
  const touchAt = (moment: number) =>
    store.touch({ tokenHash: "hash", window: windowAt(moment), writeIntervalMs: WRITE_INTERVAL_MS });
  await store.create(createRequest("hash", { nowMs }));
  expect(await touchAt(nowMs)).toBeDefined();
  expect(await other.call({ name: "take", nowMs, tokenHash: "hash" })).toBe(1);
  expect(await touchAt(nowMs + 100)).toBeUndefined();
  await store.close();
});
