import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { createStorePaths } from "./createStorePaths.ts";
import { createRequest, windowAt } from "./requests.ts";

/** Ways to end some of 30 sessions, 10 each of three users, and how many rows are left. */
const waysToEnd: readonly [string, (store: SqliteStore, nowMs: number) => Promise<unknown>, number][] = [
  ["one by one", (store, nowMs) => endFirst(store, { nowMs, count: 20 }), 10],
  ["with those of their user", (store, nowMs) => endOf(store, { nowMs, userKey: userKeyAt(0, nowMs) }), 20],
  ["with all others", (store, nowMs) => endOf(store, { nowMs }), 0],
  [
    "with all others but one",
    (store, nowMs) => endOf(store, { nowMs, exceptId: createOf(3, nowMs).record.id }),
    1,
  ],
  [
    "by one that replaced it",
    (store, nowMs) => store.create({ ...createOf(30, nowMs), replaces: "hash-0" }),
    30,
  ],
  [
    "by a sign-in for which there was no room",
    (store, nowMs) => store.create({ ...createOf(30, nowMs), maxPerUser: 10 }),
    30,
  ],
];

test.each(waysToEnd)(
  "SES-04 sessions that ended %s are removed without a sweep, once no further session ends",
  async (...given) => {
    const [, end, left] = given;
    const { path } = createStorePaths();
    const store = await createSqliteStore({ path });
    const nowMs = Date.now();
    const window = windowAt(nowMs);
    for (let index = 0; index < 30; index += 1) await store.create(createOf(index, nowMs));
    await end(store, nowMs);
    const database = new DatabaseSync(path, { readOnly: true });
    const rows = () => Number(database.prepare("SELECT count(*) AS rows FROM sessions").get()?.rows);
    await expect.poll(rows, { timeout: 30_000 }).toBe(left);
    database.close();
    expect(await store.list({ window, limit: 50 })).toHaveLength(left);
    expect(await store.sweep({ window, limit: 50 })).toEqual({ expired: [], more: false, live: left });
    await store.close();
  },
);

const ids = Array.from({ length: 31 }, () => randomUUID());
function createOf(index: number, nowMs: number) {
  const request = createRequest(`hash-${index}`, { nowMs, username: `user-${index % 3}` });
  return { ...request, record: { ...request.record, id: ids[index] ?? "" } };
}
const userKeyAt = (index: number, nowMs: number) => createOf(index, nowMs).record.userKey;

async function endFirst(store: SqliteStore, { nowMs, count }: { nowMs: number; count: number }) {
  for (let index = 0; index < count; index += 1) {
    await store.take({ tokenHash: `hash-${index}`, window: windowAt(nowMs) });
  }
}

function endOf(
  store: SqliteStore,
  { nowMs, ...selection }: { nowMs: number; userKey?: string; exceptId?: string },
) {
  return store.endMany({ window: windowAt(nowMs), ...selection });
}
