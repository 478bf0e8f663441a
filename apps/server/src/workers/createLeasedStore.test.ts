import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import {
  createMemoryStore,
  defaultSessionLimits,
  liveWindowAt,
  type Store,
  StoreUnavailableError,
} from "@gatehouse/sessions";
import { sampleAccount, sampleRecord, sessionStoreConformance } from "@gatehouse/sessions/testing";
import { createRowCache } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import {
  createLeaseBook,
  type LeaseBook,
  type NumberedDrop,
  type StoreNotifications,
} from "./createLeaseBook.ts";
import { createLeasedStore } from "./createLeasedStore.ts";
import { createLine, type LineMessage } from "./createLine.ts";
import { serveStore } from "./serveStore.ts";
import { shareStore } from "./shareStore.ts";

const NOW_MS = 1_753_089_693_083;
const window = liveWindowAt(NOW_MS, defaultSessionLimits);
const LEASE_MS = 600;

interface ParentOptions {
  readonly store?: Store;
  readonly leaseMs?: number;
}

/** A parent whose own start lies long enough in the past, so that nothing waits for an earlier one. */
function createParent({ store = createMemoryStore(), leaseMs = LEASE_MS }: ParentOptions = {}) {
  let sinceStartMs = -10 * leaseMs;
  const book = createLeaseBook({
    monotonicMs: () => performance.now() + sinceStartMs,
    leaseMs,
    allowanceMs: 10,
  });
  sinceStartMs = 0;
  return { book, store: shareStore(store, book), leaseMs };
}

/** A worker on a line whose two ends copy every value, as two processes do, with hands on what reaches the worker. */
function openWorker({ book, store, leaseMs }: { book: LeaseBook; store: Store; leaseMs: number }) {
  const held: LineMessage[][] = [];
  let isHeld = false;
  const reach = (messages: readonly LineMessage[]): void => {
    const copy = structuredClone(messages) as LineMessage[];
    if (isHeld) held.push(copy);
    else setImmediate(() => worker.receive(copy));
  };
  const parent = createLine<{ drop: NumberedDrop }>({
    port: { send: reach },
    onUnread: () => undefined,
    onCall: (name, input) => service.calls.get(name)?.(input as never),
    onNotification: (name, input) => service.notifications.get(name)?.(input as never),
  });
  const worker = createLine<StoreNotifications>({
    port: {
      send(messages) {
        const copy = structuredClone(messages);
        setImmediate(() => parent.receive(copy));
      },
    },
    onUnread: () => undefined,
    onCall: () => undefined,
    onNotification: (_name, drop) => leased.drop(drop as never),
  });
  const service = serveStore({
    ...{ store, book, limits: defaultSessionLimits, nowMs: () => NOW_MS },
    sendDrop: (drop) => parent.notify("drop", drop),
  });
  const leased = createLeasedStore({
    ...{
      line: worker,
      monotonicMs: () => performance.now(),
      cache: createRowCache(1_000_000),
      leaseMs,
      renewEveryMs: 20,
    },
  });
  return {
    leased,
    worker,
    gone: service.gone,
    /** Nothing reaches the worker until it is let go. */
    hold() {
      isHeld = true;
    },
    letGo() {
      isHeld = false;
      for (const messages of held.splice(0)) worker.receive(messages);
    },
  };
}

async function createFixture(options: ParentOptions = {}) {
  const inner = options.store ?? createMemoryStore();
  const calls = { touch: 0 };
  const counted: Store = {
    ...inner,
    touch(request) {
      calls.touch += 1;
      return inner.touch(request);
    },
  };
  const parent = createParent({ ...options, store: counted });
  const [one, two] = [openWorker(parent), openWorker(parent)];
  for (const { leased } of [one, two]) {
    await leased.lease.renew();
    leased.lease.keep();
  }
  const record = sampleRecord("ada", NOW_MS);
  await inner.create({ tokenHash: "hash", record, window, maxPerUser: 10, maxInAll: 10 });
  const check = ({ leased }: typeof one) =>
    leased.touch({ tokenHash: "hash", window, writeIntervalMs: 1000 });
  return {
    ...{ inner, one, two, record, check, calls, parent },
    async [Symbol.asyncDispose]() {
      for (const { leased, letGo } of [one, two]) {
        letGo();
        // The line of one test is cut.
        await leased.close().catch(() => undefined);
      }
    },
  };
}

const conformance = sessionStoreConformance({
  async createTarget() {
    const parent = createParent();
    return {
      async open() {
        const { leased } = openWorker(parent);
        await leased.lease.renew();
        leased.lease.keep();
        return leased;
      },
      dispose: () => parent.store.close(),
    };
  },
});
for (const { name, run } of conformance) test(`by a worker, ${name}`, run);

test("a check is served from memory while the lease is valid, and by the parent afterwards", async () => {
  await using fixture = await createFixture();
  const { one, check, calls } = fixture;
  await check(one);
  expect(calls.touch).toBe(1);
  await check(one);
  expect(calls.touch).toBe(1);
  one.hold();
  await pause(2 * LEASE_MS);
  const asked = check(one);
  await pause(20);
  expect(calls.touch).toBe(3);
  one.letGo();
  expect(await asked).toMatchObject({ id: fixture.record.id });
});

const revocations: [string, (fixture: Awaited<ReturnType<typeof createFixture>>) => Promise<unknown>][] = [
  ["a sign-out", ({ two }) => two.leased.take({ tokenHash: "hash", window })],
  [
    "the end of all sessions of a user",
    ({ two, record }) => two.leased.endMany({ window, userKey: record.userKey }),
  ],
  ["the end of all sessions", ({ parent }) => parent.store.endMany({ window })],
  [
    "a session that makes room for another",
    ({ two }) => {
      const record = sampleRecord("ada", NOW_MS);
      return two.leased.create({ tokenHash: "next", record, window, maxPerUser: 1, maxInAll: 10 });
    },
  ],
  [
    "a session that takes its place",
    ({ two }) => {
      const record = sampleRecord("ada", NOW_MS);
      const caps = { maxPerUser: 10, maxInAll: 10 };
      return two.leased.create({ tokenHash: "next", record, window, ...caps, replaces: "hash" });
    },
  ],
  [
    "a change of the account",
    async ({ two, record }) => {
      const account = sampleAccount("ada");
      await two.leased.accounts.add([account]);
      const endSessions = { userKey: record.userKey, window };
      return two.leased.accounts.change({ id: account.id, version: 1, endSessions });
    },
  ],
];

for (const [name, revoke] of revocations) {
  test(`SES-04 after ${name} no worker accepts the session`, async () => {
    await using fixture = await createFixture();
    for (const worker of [fixture.one, fixture.two]) expect(await fixture.check(worker)).toBeDefined();
    await revoke(fixture);
    for (const worker of [fixture.one, fixture.two]) expect(await fixture.check(worker)).toBeUndefined();
  });
}

test("SES-04 a revocation waits until the lease of an unresponsive worker has ended", async () => {
  await using fixture = await createFixture();
  const { one, two, check, record } = fixture;
  await check(one);
  one.hold();
  const startedAtMs = performance.now();
  let isOver = false;
  const revoked = two.leased.take({ tokenHash: "hash", window }).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const accepted = await Promise.race([check(one), pause(5)]);
    // The worker accepts from memory while its lease is valid, and never after the response to the sign-out.
    if (accepted !== undefined) expect(isOver).toBe(false);
  }
  expect(await revoked).toMatchObject({ id: record.id });
  expect(performance.now() - startedAtMs).toBeGreaterThan(LEASE_MS / 3);
});

test("SES-04 a revocation that finds nothing waits, too", async () => {
  await using fixture = await createFixture();
  const { one, two, inner, check } = fixture;
  await check(one);
  // Ends the session without a drop, as a call whose response was lost does.
  await inner.take({ tokenHash: "hash", window });
  await two.leased.endMany({ window, userKey: fixture.record.userKey });
  expect(await check(one)).toBeUndefined();
});

test("a revocation does not wait for a worker whose process has ended", async () => {
  await using fixture = await createFixture({ leaseMs: 60_000 });
  const { one, two, check } = fixture;
  await check(one);
  one.hold();
  const revoked = two.leased.endMany({ window });
  await pause(50);
  one.gone();
  expect(await revoked).toEqual({ ended: 1 });
});

test("SES-04 a record that the parent found before a drop is not kept", async () => {
  await using fixture = await createFixture();
  const { one, two, check, parent } = fixture;
  one.hold();
  const late = check(one);
  await pause(20);
  await parent.store.take({ tokenHash: "hash", window });
  one.letGo();
  await late;
  for (const worker of [one, two]) expect(await check(worker)).toBeUndefined();
});

test("no worker accepts what another one has rejected", async () => {
  await using fixture = await createFixture();
  const { one, two, check, parent } = fixture;
  for (const worker of [one, two]) await check(worker);
  one.hold();
  const revoked = parent.store.take({ tokenHash: "hash", window });
  // The second worker has dropped the session, the first has not.
  await pause(20);
  expect(await check(two)).toBeUndefined();
  expect(await Promise.race([check(one), pause(5)])).toBeUndefined();
  await revoked;
});

test("SES-04 a new parent ends no revocation before leases of an earlier one have ended", async () => {
  const book = createLeaseBook({ monotonicMs: () => performance.now(), leaseMs: LEASE_MS, allowanceMs: 50 });
  const startedAtMs = performance.now();
  await shareStore(createMemoryStore(), book).endMany({ window });
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(LEASE_MS + 49);
});

test("without a line every call fails like that of an unavailable store", async () => {
  await using fixture = await createFixture();
  const { one, check } = fixture;
  const asked = one.leased.list({ window, limit: 1 });
  one.worker.cut();
  await expect(asked).rejects.toThrow(StoreUnavailableError);
  await expect(one.leased.endMany({ window })).rejects.toThrow(StoreUnavailableError);
  await pause(2 * LEASE_MS);
  await expect(check(one)).rejects.toThrow(StoreUnavailableError);
});
