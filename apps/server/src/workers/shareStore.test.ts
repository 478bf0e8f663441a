import {
  createMemoryStore,
  defaultSessionLimits,
  liveWindowAt,
  type Store,
  StoreUnavailableError,
} from "@gatehouse/sessions";
import { sampleAccount, sampleRecord } from "@gatehouse/sessions/testing";
import { expect, test } from "vitest";
import { createLeaseBook, type NumberedDrop } from "./createLeaseBook.ts";
import { shareStore } from "./shareStore.ts";

const NOW_MS = 1_753_089_693_083;
const window = liveWindowAt(NOW_MS, defaultSessionLimits);
const record = sampleRecord("ada", NOW_MS);
const caps = { maxPerUser: 10, maxInAll: 10 };

/** A shared store with one worker that holds a lease and applies a drop only when the test says so; no time passes. */
function createFixture(inner: Store = createMemoryStore()) {
  let nowMs = -10_000;
  const drops: NumberedDrop[] = [];
  const book = createLeaseBook({ monotonicMs: () => nowMs });
  nowMs = 0;
  const holder = book.add((drop) => void drops.push(drop));
  holder.renew(undefined);
  const store = shareStore(inner, book);
  return { store, drops, apply: () => holder.applied(book.number()) };
}

/** Whether it is fulfilled within a few turns of the event loop. */
async function isOver(call: Promise<unknown>): Promise<boolean> {
  let over = false;
  void call.then(() => {
    over = true;
  });
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  return over;
}

test("SES-20 a replaced session is dropped before the call that replaces it is fulfilled", async () => {
  const { store, drops, apply } = createFixture();
  await store.create({ tokenHash: "old", record, window, ...caps });
  expect(drops).toEqual([]);
  const replaced = store.create({ tokenHash: "new", record, window, ...caps, replaces: "old" });
  expect(await isOver(replaced)).toBe(false);
  expect(drops).toEqual([{ userKey: record.userKey, number: 1 }]);
  apply();
  expect(await replaced).toEqual({ created: true, evicted: [] });
});

test("SES-04 a call that finds its sessions already ended waits for the earlier call", async () => {
  const { store, apply } = createFixture();
  const account = sampleAccount("ada");
  await store.accounts.add([account]);
  await store.create({ tokenHash: "old", record, window, ...caps });
  const endSessions = { userKey: record.userKey, window };
  const next = { ...account, roles: [], version: 2 };
  const first = store.accounts.change({ id: account.id, version: 1, next, endSessions });
  expect(await isOver(first)).toBe(false);
  const later = [
    store.accounts.change({ id: account.id, version: 2, next: { ...next, version: 3 } }),
    store.create({ tokenHash: "new", record, window, ...caps, replaces: "old" }),
    store.take({ tokenHash: "old", window }),
    store.touch({ tokenHash: "old", window, writeIntervalMs: 1000 }),
  ];
  for (const call of later) expect(await isOver(call)).toBe(false);
  apply();
  expect(await Promise.all([first, ...later])).toEqual([
    { changed: true, ended: 1 },
    { changed: true, ended: 0 },
    { created: false, reason: "replaced-ended" },
    undefined,
    undefined,
  ]);
});

/** A store whose calls run but whose responses are lost. */
function createFailingStore(): Store {
  const fail = (operation: string) => () =>
    Promise.reject(new StoreUnavailableError(operation, { cause: new Error("full") }));
  const inner = createMemoryStore();
  const accounts = { ...inner.accounts, change: fail("change") };
  return { ...inner, create: fail("create"), take: fail("take"), endMany: fail("endMany"), accounts };
}

const ofAda = { userKey: record.userKey };
const privileged = { ...record, privileged: true };

test.each<[string, (store: Store) => Promise<unknown>, Omit<NumberedDrop, "number">]>([
  ["a sign-out", (store) => store.take({ tokenHash: "hash", window }), {}],
  ["a sign-in", (store) => store.create({ tokenHash: "next", record, window, ...caps }), ofAda],
  [
    "a sign-in that may take anybody's place",
    (store) => store.create({ tokenHash: "next", record: privileged, window, ...caps }),
    {},
  ],
  ["the end of a user's sessions", (store) => store.endMany({ window, ...ofAda }), ofAda],
  ["the end of all", (store) => store.endMany({ window }), {}],
  [
    "a change of an account",
    (store) => store.accounts.change({ id: "ada", version: 1, endSessions: { window, ...ofAda } }),
    ofAda,
  ],
])(
  "SES-04 after %s with an unknown outcome, exactly the sessions that may have ended are dropped",
  async (...given) => {
    const [, act, drop] = given;
    const { store, drops, apply } = createFixture(createFailingStore());
    const failed = expect(act(store)).rejects.toThrow(StoreUnavailableError);
    await new Promise(setImmediate);
    expect(drops).toEqual([{ ...drop, number: 1 }]);
    apply();
    await failed;
  },
);
