import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "@gatehouse/sessions";
import { sampleAccount } from "@gatehouse/sessions/testing";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "../requests.ts";

/** Opens sessions until the disk is full, fills the rest of it, and prints which calls still work. */
const [directory = ""] = process.argv.slice(2);
const path = join(directory, "sessions.sqlite");
const filler = join(directory, "filler");
const store = await createSqliteStore({ path });
const nowMs = Date.now();
const later = windowAt(nowMs + 300_000);

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

async function isLive(tokenHash: string, handle = store): Promise<boolean> {
  const touch = { tokenHash, window: later, writeIntervalMs: WRITE_INTERVAL_MS };
  return (await handle.touch(touch)) !== undefined;
}

async function countLive(from: number, to: number, handle = store): Promise<number> {
  let live = 0;
  for (let index = from; index < to; index += 1) if (await isLive(`hash-${index}`, handle)) live += 1;
  return live;
}

const create = (index: number) =>
  codeOf(store.create(createRequest(`hash-${index}`, { nowMs, username: `user-${index}` })));

/** Users who lose access while the disk is full: one disabled, one removed, and one with another role of a longer name. */
const people = ["ada", "bob", "eve"].map((username) => sampleAccount(username));
await store.accounts.add(people);
for (const { username } of people) await store.create(createRequest(username, { nowMs, username }));

/** What became of the change, and whether the session of the account still opens. */
async function shutOut(index: number, change: (account: Account) => Account | undefined) {
  const account = people[index];
  if (account === undefined) return undefined;
  const { id, version } = account;
  const next = change({ ...account, version: version + 1 });
  const endSessions = { userKey: `5:local:${id}`, window: later, evenIfNotKept: true };
  const request = { id, version, endSessions, ...(next === undefined ? {} : { next }) };
  return [await codeOf(store.accounts.change(request)), await isLive(id)];
}

let created = 0;
let rejection = "done";
while (rejection === "done") {
  rejection = await create(created);
  if (rejection === "done") created += 1;
}
for (let _part = 0, full = false; !full; _part += 1) {
  try {
    writeFileSync(filler, Buffer.alloc(4096, 1), { flag: "a" });
  } catch {
    full = true;
  }
}

const shut = [
  await shutOut(0, (account) => ({ ...account, disabled: true })),
  await shutOut(1, () => undefined),
  await shutOut(2, (account) => ({
    ...account,
    roles: ["Reader of everything that nobody else wants to read"],
  })),
];
const checked = await countLive(0, created);
let ended = 0;
for (let index = 0; index < created - 10; index += 1) {
  if ((await codeOf(store.take({ tokenHash: `hash-${index}`, window: later }))) === "done") ended += 1;
}
const endedUser = await store.endMany({ userKey: `5:local:user-${created - 1}`, window: later });
rmSync(filler);
// As the server does every few seconds; sessions that ended leave their space to new ones then.
for (let more = true; more; ) more = (await store.sweep({ window: later, limit: 1000 })).more;
const afterwards = await create(created);
await store.close();

const reopened = await createSqliteStore({ path });
const left = await countLive(0, created + 1, reopened);
const accounts = (await reopened.accounts.list()).map(({ id, disabled }) => [id, disabled]);
const revived = await Promise.all(people.map(({ id }) => isLive(id, reopened)));
await reopened.close();
process.stdout.write(
  JSON.stringify({
    created,
    rejection,
    shut,
    checked,
    ended,
    endedUser,
    afterwards,
    left,
    accounts,
    revived,
  }),
);
