import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync, StatementSync } from "node:sqlite";
import { sampleAccount } from "@gatehouse/sessions/testing";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createStorePaths } from "./createStorePaths.ts";
import type { Changed } from "./processes/changeAccount.ts";
import { startProcess } from "./processes/startProcess.ts";
import type { Stop } from "./processes/stopAtStep.ts";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

const ada = sampleAccount("ada", { roles: ["System Administrator"] });
const shut = { ...ada, disabled: true, version: 2 };

/** A closed store with the account `ada` and a live session of hers. */
async function createPathsWithAda() {
  const paths = createStorePaths();
  const store = await createSqliteStore({ path: paths.path, soleWriter: true, writer: "here" });
  await store.accounts.add([ada]);
  await store.create(createRequest("hash", { nowMs: Date.now() }));
  await store.close();
  return paths;
}

function endSessions() {
  return { userKey: "5:local:ada", window: windowAt(Date.now()), evenIfNotKept: true };
}

async function stateOf(store: SqliteStore) {
  const touch = { tokenHash: "hash", window: windowAt(Date.now()), writeIntervalMs: WRITE_INTERVAL_MS };
  const [account] = await store.accounts.list();
  return { isDisabled: account?.disabled, isLive: (await store.touch(touch)) !== undefined };
}

/** A process that changes an account of one store after the other; nothing comes of the change in which it is killed. */
function startChanges() {
  const child = startProcess({
    name: "changeAccount",
    args: [],
    stopWhen: join(createStorePaths().directory, "armed"),
  });
  const exited = once(child, "exit");
  return async (path: string, stop: Stop): Promise<Changed | undefined> => {
    child.send({ path, stop });
    const killed = exited.then(([, signal]) => expect([signal, stop.how]).toEqual(["SIGKILL", "kill"]));
    const [changed] = await Promise.race([once(child, "message"), killed.then(() => [])]);
    return changed;
  };
}

const both = { isDisabled: true, isLive: false };
const neither = { isDisabled: false, isLive: true };

test("SES-23 after a kill before any step of a change, either the account is disabled and its sessions ended, or neither", async () => {
  const seen = new Set<string>();
  for (let step = 0; ; step += 1) {
    const { path } = await createPathsWithAda();
    const changed = await startChanges()(path, { at: step, how: "kill" });
    const store = await createSqliteStore({ path, soleWriter: true, writer: "here" });
    expect(store.startup).toEqual({ kind: "opened" });
    const state = await stateOf(store);
    expect([both, neither]).toContainEqual(state);
    seen.add(JSON.stringify(state));
    await store.close();
    if (changed === undefined) continue;
    expect(changed).toMatchObject({ outcome: "done", steps: step });
    expect(step).toBeGreaterThan(8);
    break;
  }
  expect(seen.size).toBe(2);
}, 300_000);

test("SES-23 where the writer ends before any step of a change, the call fails, no session of the account is accepted at any time, and the writer is started again", async () => {
  const seen = new Set<boolean | undefined>();
  const change = startChanges();
  for (let step = 0; ; step += 2) {
    const { path } = await createPathsWithAda();
    const changed = await change(path, { at: step, how: "exit" });
    expect(changed).toMatchObject({ isLiveAtOnce: false, isLive: false });
    if (changed?.outcome === "done") break;
    expect(changed?.outcome).toBe("STORE_UNAVAILABLE");
    seen.add(changed?.isDisabled);
    const reopened = await createSqliteStore({ path, soleWriter: true, writer: "here" });
    expect(reopened.startup).toEqual({ kind: "opened" });
    expect(await stateOf(reopened)).toEqual({ isDisabled: changed?.isDisabled, isLive: false });
    await reopened.close();
  }
  expect(seen.size).toBe(2);
}, 300_000);

/** Fails the statements of a connection that write, as a disk that is full or damaged does. */
function failWrites(errcode: number, failing: RegExp): { stop(): void } {
  const { run } = StatementSync.prototype;
  const restore = () =>
    Object.defineProperty(StatementSync.prototype, "run", { value: run, configurable: true, writable: true });
  Object.defineProperty(StatementSync.prototype, "run", {
    configurable: true,
    writable: true,
    value(this: StatementSync, ...values: Parameters<StatementSync["run"]>) {
      if (failing.test(this.sourceSQL)) throw Object.assign(new Error("write failed"), { errcode });
      return run.apply(this, values);
    },
  });
  onTestFinished(() => void restore());
  return { stop: restore };
}

const FULL = 13;
const BUSY = 5;

test.each([/UPDATE accounts/, /UPDATE state/, /INSERT INTO user_ends/, /COMMIT/])(
  "SES-23 FAIL-28 where the disk rejects the write of %s the account is unchanged, and its sessions end all the same",
  async (failing) => {
    const { path } = await createPathsWithAda();
    const store = await createSqliteStore({ path, soleWriter: true, writer: "here" });
    const disk = failWrites(FULL, failing);
    const change = { id: ada.id, version: 1, next: shut, endSessions: endSessions() };
    await expect(store.accounts.change(change)).rejects.toMatchObject({
      code: "ACCOUNT_NOT_KEPT",
      accountId: "ada",
    });
    expect(await stateOf(store)).toEqual({ isDisabled: false, isLive: false });
    expect(await store.list({ window: windowAt(Date.now()), limit: 10 })).toEqual([]);
    disk.stop();
    expect(await store.create({ ...createRequest("late", { nowMs: Date.now() }) })).toEqual({
      created: false,
      reason: "account-changed",
    });
    await store.sweep({ window: windowAt(Date.now()), limit: 10 });
    expect(await store.accounts.change(change)).toEqual({ changed: true, ended: 0 });
    const again = { id: ada.id, version: 2, next: { ...ada, version: 3 } };
    expect(await store.accounts.change({ ...again, endSessions: endSessions() })).toMatchObject({
      changed: true,
    });
    expect(await store.create(createRequest("new", { nowMs: Date.now() }))).toMatchObject({ created: true });
    await store.close();
  },
);

test("FAIL-28 sessions that ended without their account end on the disk as soon as it accepts a write", async () => {
  const { path } = await createPathsWithAda();
  const store = await createSqliteStore({ path, soleWriter: true, writer: "here" });
  const disk = failWrites(FULL, /UPDATE accounts/);
  const change = { id: ada.id, version: 1, next: shut, endSessions: endSessions() };
  await expect(store.accounts.change(change)).rejects.toMatchObject({ code: "ACCOUNT_NOT_KEPT" });
  disk.stop();
  await store.sweep({ window: windowAt(Date.now()), limit: 10 });
  // Not closed: as after a kill.
  const reopened = await createSqliteStore({ path, soleWriter: true });
  expect(await stateOf(reopened)).toEqual({ isDisabled: false, isLive: false });
  await reopened.close();
});

test.each([
  { name: "a busy store", errcode: BUSY, options: endSessions() },
  {
    name: "a full disk where sessions may not end without the change",
    errcode: FULL,
    options: { ...endSessions(), evenIfNotKept: false },
  },
])("SES-23 $name leaves account and sessions as they were", async ({ errcode, options }) => {
  const { path } = await createPathsWithAda();
  const store = await createSqliteStore({ path, soleWriter: true, writer: "here" });
  const disk = failWrites(errcode, /UPDATE accounts/);
  const change = { id: ada.id, version: 1, next: shut, endSessions: options };
  await expect(store.accounts.change(change)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  disk.stop();
  expect(await stateOf(store)).toEqual({ isDisabled: false, isLive: true });
  await store.close();
});

test("accounts and the switch are in the file where sessions are in memory, and sessions in no file", async () => {
  const { path } = await createPathsWithAda();
  const first = await createSqliteStore({ path, soleWriter: true, sessionsInMemory: true });
  expect(await stateOf(first)).toEqual({ isDisabled: false, isLive: false });
  await first.create({
    ...createRequest("hash", { nowMs: Date.now() }),
    account: { id: ada.id, version: 1 },
  });
  expect(await stateOf(first)).toEqual({ isDisabled: false, isLive: true });
  const outside = new DatabaseSync(path, { readOnly: true });
  expect(outside.prepare("SELECT count(*) AS total FROM sessions").get()).toEqual({ total: 0 });
  outside.close();
  const change = { id: ada.id, version: 1, next: shut, endSessions: endSessions() };
  expect(await first.accounts.change(change)).toEqual({ changed: true, ended: 1 });
  await first.close();
  const second = await createSqliteStore({ path, soleWriter: true, sessionsInMemory: true });
  expect(await stateOf(second)).toEqual({ isDisabled: true, isLive: false });
  await second.close();
});

type Damage = readonly [name: string, damage: (path: string) => void];
const damages: readonly Damage[] = [
  ["deleted", (path) => rmSync(path)],
  ["moved away", (path) => renameSync(path, `${path}.away`)],
  [
    "replaced by a copy",
    (path) => {
      cpSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  ],
];
const files = ["", "-wal", "-shm", ".marker", ".seal"];

test.each(files.flatMap((suffix) => damages.map(([name, damage]) => [suffix, name, damage] as const)))(
  "FAIL-27 a file sessions.db%s that is %s under the open store is noticed",
  async (suffix, _, damage) => {
    const { path } = await createPathsWithAda();
    const store = await createSqliteStore({ path, soleWriter: true });
    expect(await store.problems()).toEqual({});
    await store.create(createRequest("new", { nowMs: Date.now() }));
    expect(await store.problems()).toEqual({});
    damage(path + suffix);
    expect((await store.problems()).files).toMatch(/was (deleted or moved away|replaced by another file)$/);
    await store.close().catch(() => undefined);
  },
);

test("FAIL-27 old content that is copied over the open store file is noticed", async () => {
  const { path } = await createPathsWithAda();
  const bytes = readFileSync(path);
  const store = await createSqliteStore({ path, soleWriter: true });
  for (let index = 0; index < 250; index += 1) {
    await store.create(createRequest(`hash-${index}`, { nowMs: Date.now() }));
    expect(await store.problems()).toEqual({});
  }
  writeFileSync(path, bytes);
  expect((await store.problems()).files).toMatch(/was written by another program$/);
  await store.close().catch(() => undefined);
});

type Untrusted = readonly [name: string, make: (path: string) => void, says: string];
const untrusted: readonly Untrusted[] = [
  ["open to its group", (path) => chmodSync(path, 0o640), "chmod 600"],
  [
    "a symbolic link",
    (path) => {
      renameSync(path, `${path}.real`);
      symlinkSync(`${path}.real`, path);
    },
    "symbolic link",
  ],
  [
    "a link that leads nowhere",
    (path) => {
      rmSync(path);
      symlinkSync(`${path}.none`, path);
    },
    "symbolic link",
  ],
];

test.each(
  ["", ".marker", ".seal"].flatMap((suffix) =>
    untrusted.map(([name, make, says]) => ({ suffix, name, make, says })),
  ),
)(
  "OPS-07 a file sessions.db$suffix that is $name is rejected with the remedy",
  async ({ suffix, make, says }) => {
    const { path } = await createPathsWithAda();
    make(path + suffix);
    await expect(createSqliteStore({ path })).rejects.toThrow(says);
  },
);

test("a hard link to the store file is no copy and changes nothing that is trusted", async () => {
  const { path } = await createPathsWithAda();
  linkSync(path, `${path}.link`);
  const store = await createSqliteStore({ path });
  expect(statSync(path).nlink).toBe(2);
  await store.close();
});
