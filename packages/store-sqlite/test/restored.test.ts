import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sampleAccount } from "@gatehouse/sessions/testing";
import { expect, test } from "vitest";
import { createRestoreFixture, overwriteFiles, type RestoreFixture } from "./createStorePaths.ts";
import { createOtherProcess } from "./processes/callProcess.ts";

const replaceBy =
  (put: (fixture: RestoreFixture) => void) =>
  (fixture: RestoreFixture): void => {
    rmSync(fixture.data, { recursive: true });
    put(fixture);
  };

/** Ways to put an older copy of the data directory back; the copy was taken by `cp -a`. */
const ways: readonly (readonly [name: string, put: (fixture: RestoreFixture) => void])[] = [
  ["by cp -a", replaceBy(({ copy, data }) => execFileSync("cp", ["-a", copy, data]))],
  ["by cp -r, without times", replaceBy(({ copy, data }) => cpSync(copy, data, { recursive: true }))],
  ["by renaming the copy", replaceBy(({ copy, data }) => renameSync(copy, data))],
  [
    "unpacked by tar, with times",
    replaceBy(({ directory, copy, data }) => {
      const archive = join(directory, "copy.tar");
      execFileSync("tar", ["-C", copy, "-cpf", archive, "."]);
      mkdirSync(data);
      execFileSync("tar", ["-C", data, "-xpf", archive, "--same-order"]);
    }),
  ],
  ["written into the same files", ({ copy, data }) => overwriteFiles(copy, data)],
  [
    "written into the same files, with their old times",
    ({ copy, data }) => {
      overwriteFiles(copy, data);
      for (const name of readdirSync(data)) utimesSync(join(data, name), 1_700_000_000, 1_700_000_000);
    },
  ],
  [
    "only the store file, as a new file",
    ({ copy, path }) => {
      rmSync(path);
      cpSync(join(copy, "sessions.db"), path, { preserveTimestamps: true });
    },
  ],
  [
    "only the store file, into the same file",
    ({ copy, path }) => writeFileSync(path, readFileSync(join(copy, "sessions.db"))),
  ],
  ["the store file renamed back", ({ copy, path }) => renameSync(join(copy, "sessions.db"), path)],
  [
    "all but the marker",
    ({ copy, data }) => {
      rmSync(join(copy, "sessions.db.marker"));
      overwriteFiles(copy, data);
    },
  ],
  [
    "all but the seal",
    ({ copy, data }) => {
      rmSync(join(copy, "sessions.db.seal"));
      overwriteFiles(copy, data);
    },
  ],
  [
    "store and marker, without any seal",
    ({ copy, data }) => {
      overwriteFiles(copy, data);
      rmSync(join(data, "sessions.db.seal"));
    },
  ],
  [
    "the store file, with marker and seal removed",
    ({ copy, data, path }) => {
      writeFileSync(path, readFileSync(join(copy, "sessions.db")));
      for (const suffix of [".marker", ".seal"]) rmSync(join(data, `sessions.db${suffix}`));
    },
  ],
  [
    "by hard links",
    replaceBy(({ copy, data }) => {
      mkdirSync(data);
      for (const name of readdirSync(copy)) linkSync(join(copy, name), join(data, name));
    }),
  ],
];

test.each(ways)("SES-22 an older copy put back %s revives no session and is reported", async (_, put) => {
  const fixture = createRestoreFixture();
  const first = await fixture.open();
  await fixture.add(first, "a");
  await fixture.add(first, "b");
  await first.close();
  execFileSync("cp", ["-a", fixture.data, fixture.copy]);
  const second = await fixture.open();
  expect(second.startup).toEqual({ kind: "opened" });
  await fixture.end(second, "a");
  await second.close();
  put(fixture);
  const third = await fixture.open();
  expect(third.startup).toMatchObject({ kind: "restored", reason: expect.any(String) });
  expect(await fixture.isLive(third, "a")).toBe(false);
  expect(await fixture.isLive(third, "b")).toBe(false);
  await fixture.add(third, "c");
  await third.close();
  const fourth = await fixture.open();
  expect(fourth.startup).toEqual({ kind: "opened" });
  expect(await fixture.isLive(fourth, "c")).toBe(true);
  await fourth.close();
});

test.each(ways)(
  "SES-22 a copy of a running store put back %s after a kill revives no session",
  async (_, put) => {
    const fixture = createRestoreFixture();
    const running = await createOtherProcess(fixture.path, { soleWriter: true });
    const nowMs = Date.now();
    await running.call({ name: "createMany", nowMs, tokenHash: "a", count: 1 });
    expect(await running.call({ name: "touch", nowMs, tokenHash: "a-0" })).toBe(1);
    execFileSync("cp", ["-a", fixture.data, fixture.copy]);
    expect(await running.call({ name: "take", nowMs, tokenHash: "a-0" })).toBe(1);
    await running.kill();
    put(fixture);
    const restored = await fixture.open();
    expect(restored.startup).toMatchObject({ kind: "restored" });
    expect(await fixture.isLive(restored, "a-0")).toBe(false);
    await restored.close();
  },
);

test("SES-22 a store whose log is deleted after a kill revives no session", async () => {
  const { open, add, isLive, path } = createRestoreFixture();
  const first = await open();
  await add(first, "a");
  await first.close();
  const other = await createOtherProcess(path);
  expect(await other.call({ name: "take", nowMs: Date.now(), tokenHash: "a" })).toBe(1);
  await other.kill();
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix);
  const restored = await open();
  expect(restored.startup).toMatchObject({ kind: "restored" });
  expect(await isLive(restored, "a")).toBe(false);
  await restored.close();
});

test("SES-22 the original put back after its copy was served revives no session that ended in the copy", async () => {
  const fixture = createRestoreFixture();
  const first = await fixture.open();
  await fixture.add(first, "a");
  await first.close();
  renameSync(fixture.path, `${fixture.path}.original`);
  cpSync(`${fixture.path}.original`, fixture.path, { preserveTimestamps: true });
  const copy = await fixture.open();
  expect(copy.startup).toMatchObject({ kind: "restored" });
  await copy.close();
  renameSync(`${fixture.path}.original`, fixture.path);
  const original = await fixture.open();
  expect(original.startup).toMatchObject({ kind: "restored" });
  expect(await fixture.isLive(original, "a")).toBe(false);
  await original.close();
});

test("SES-22 a store of another server revives no session here", async () => {
  const foreign = createRestoreFixture();
  const there = await foreign.open();
  await foreign.add(there, "a");
  await there.close();
  const { open, isLive, path } = createRestoreFixture();
  await (await open()).close();
  cpSync(foreign.path, path);
  const here = await open();
  expect(here.startup).toMatchObject({ kind: "restored" });
  expect(await isLive(here, "a")).toBe(false);
  await here.close();
});

test("SES-22 an older copy is recognised by changes of accounts and of the switch too", async () => {
  const account = sampleAccount("ada");
  const fixture = createRestoreFixture();
  const first = await fixture.open();
  await first.accounts.add([account]);
  await fixture.add(first, "a");
  await first.close();
  execFileSync("cp", ["-a", fixture.data, fixture.copy]);
  const second = await fixture.open();
  await second.accounts.change({ id: account.id, version: 1, next: { ...account, version: 2 } });
  await second.close();
  writeFileSync(fixture.path, readFileSync(join(fixture.copy, "sessions.db")));
  const third = await fixture.open();
  expect(third.startup).toMatchObject({ kind: "restored" });
  await third.close();
});

test("a change of the mode of the seal counts as a restore, because it cannot be distinguished from one", async () => {
  const { open, data } = createRestoreFixture();
  await (await open()).close();
  chmodSync(join(data, "sessions.db.seal"), 0o400);
  chmodSync(join(data, "sessions.db.seal"), 0o600);
  const store = await open();
  expect(store.startup).toMatchObject({
    kind: "restored",
    reason: "the seal beside the store was written by another program",
  });
  await store.close();
});

test.each(["deleted", "emptied"])(
  "a store file that is %s while its marker exists is not created again",
  async (what) => {
    const { open, path } = createRestoreFixture();
    await (await open()).close();
    if (what === "deleted") rmSync(path);
    else writeFileSync(path, "");
    await expect(open()).rejects.toMatchObject({ code: "STORE_FILE_UNUSABLE", fault: "missing" });
    rmSync(`${path}.marker`);
    rmSync(`${path}.seal`);
    const anew = await open();
    expect(anew.startup).toEqual({ kind: "created" });
    await anew.close();
  },
);

test("sessions outlive a restart and a kill, and one ended just before does not", async () => {
  const { open, add, end, isLive } = createRestoreFixture();
  const first = await open();
  expect(first.startup).toEqual({ kind: "created" });
  await add(first, "a");
  await add(first, "b");
  await end(first, "b");
  await first.close();
  const second = await open();
  expect(second.startup).toEqual({ kind: "opened" });
  expect(await isLive(second, "a")).toBe(true);
  expect(await isLive(second, "b")).toBe(false);
  // Not closed: as after a kill.
  const third = await open();
  expect(third.startup).toEqual({ kind: "opened" });
  expect(await isLive(third, "a")).toBe(true);
  await third.close();
});
