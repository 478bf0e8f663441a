import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { SESSION_INDEXES } from "../src/file/createTables.ts";
import { OUT_OF_TIME } from "../src/file/NOT_ENDED.ts";
import { translateQuery } from "../src/reader/createReader.ts";
import { createOldStore } from "./createOldStore.ts";
import { createStorePaths } from "./createStorePaths.ts";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

/** The indexes that SQLite uses for a statement. */
function indexesOf(database: DatabaseSync, sql: string): readonly string[] {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  const steps = plan.map(({ detail }) => String(detail));
  expect(steps.filter((step) => /^SCAN sessions$/.test(step))).toEqual([]);
  return steps.flatMap((step) => /INDEX (sessions_\w+)/.exec(step)?.[1] ?? []);
}

const window = windowAt(Date.now());
const after = { createdAtMs: 1, id: "6ba7b810-9dad-41d1-80b4-00c04fd430c8" };
const pages = { userKey: "user", username: "username", clientAddress: "address", authType: "type" } as const;

/** Each index with the statements that need it. */
const needs: Readonly<Record<string, readonly string[]>> = {
  sessions_by_token: ["SELECT 1 FROM sessions WHERE token_hash = ?"],
  sessions_by_id: [translateQuery({ window, limit: 1, id: after.id }, undefined).sql],
  sessions_by_age: [
    translateQuery({ window, limit: 1 }, undefined).sql,
    translateQuery({ window, limit: 1 }, after).sql,
    `SELECT row FROM sessions WHERE ${OUT_OF_TIME[1]} LIMIT 1`,
  ],
  sessions_by_use: [
    `SELECT row FROM sessions WHERE ${OUT_OF_TIME[0]} LIMIT 1`,
    `SELECT row FROM sessions WHERE ${OUT_OF_TIME[2]} LIMIT 1`,
    "SELECT row FROM sessions WHERE privileged = 0 ORDER BY last_seen_at_ms LIMIT 1",
  ],
  sessions_ended: ["SELECT row FROM sessions WHERE opened_at = 0 LIMIT 1"],
  ...Object.fromEntries(
    Object.entries(pages).map(([filter, index]) => [
      `sessions_by_${index}`,
      [undefined, after].map((position) => translateQuery({ window, limit: 1, [filter]: "x" }, position).sql),
    ]),
  ),
};

test("every index of sessions has a query that needs it, and no query reads all sessions", async () => {
  const { path } = createStorePaths();
  await (await createSqliteStore({ path, writer: "here" })).close();
  const database = new DatabaseSync(path);
  const names = Object.keys(SESSION_INDEXES).map((name) => `sessions_by_${name}`);
  expect(Object.keys(needs).toSorted()).toEqual([...names, "sessions_ended"].toSorted());
  for (const [index, statements] of Object.entries(needs)) {
    for (const sql of statements) expect([sql, indexesOf(database, sql)]).toEqual([sql, [index]]);
  }
  database.close();
});

test("a session takes less than 1 kB in the file, with all indexes", async () => {
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path, writer: "here" });
  const nowMs = Date.now();
  const count = 3000;
  for (let index = 0; index < count; index += 1) {
    const tokenHash = Buffer.alloc(32, `${index} `).toString("base64url");
    await store.create(
      createRequest(tokenHash, { nowMs: nowMs - index, username: `operator-${index % 750}` }),
    );
  }
  await store.close();
  const database = new DatabaseSync(path);
  const free = Number(database.prepare("PRAGMA freelist_count").get()?.freelist_count) * 4096;
  database.close();
  expect((statSync(path).size - free) / count).toBeLessThan(1000);
});

test.each([1, 2])(
  "OPS-05 a store of version %s is migrated in place: live sessions stay, ended ones do not come back",
  async (version) => {
    const { path } = createStorePaths();
    const nowMs = Date.now();
    createOldStore(path, { version, nowMs });
    const store = await createSqliteStore({ path, soleWriter: true });
    const isLive = async (tokenHash: string) =>
      (await store.touch({ tokenHash, window: windowAt(nowMs), writeIntervalMs: WRITE_INTERVAL_MS })) !==
      undefined;
    expect(await isLive("live")).toBe(true);
    expect(await isLive("ended-with-user")).toBe(false);
    expect(await isLive("ended-with-all")).toBe(false);
    expect(await store.sweep({ window: windowAt(nowMs), limit: 10 })).toMatchObject({ live: 2 });
    expect(await store.list({ window: windowAt(nowMs), limit: 10 })).toHaveLength(1);
    expect(await store.endMany({ window: windowAt(nowMs), userKey: "5:local:ada" })).toEqual({ ended: 1 });
    expect(await isLive("live")).toBe(false);
    await store.close();
    const again = await createSqliteStore({ path, soleWriter: true });
    expect(again.startup).toEqual({ kind: "opened" });
    await again.close();
  },
);

test("OPS-05 a process that ends during a migration leaves the old store", async () => {
  const { path } = createStorePaths();
  const nowMs = Date.now();
  createOldStore(path, { version: 2, nowMs });
  const database = new DatabaseSync(path);
  // A row that cannot be carried over fails the upgrade at its last session.
  database.exec(
    "UPDATE sessions SET id = (SELECT min(id) FROM sessions) || x'00' WHERE token_hash = 'newer'",
  );
  database.exec("DROP INDEX sessions_by_use");
  database.close();
  await expect(createSqliteStore({ path, soleWriter: true })).rejects.toMatchObject({
    code: "STORE_FILE_UNUSABLE",
  });
  const left = new DatabaseSync(path);
  expect(left.prepare("PRAGMA user_version").get()).toEqual({ user_version: 2 });
  expect(left.prepare("SELECT count(*) AS total FROM sessions").get()).toEqual({ total: 4 });
  left.close();
});
