import { createHash, randomBytes } from "node:crypto";
import { sampleAccount } from "@gatehouse/sessions/testing";
import { expect, test } from "vitest";
import {
  type ComputeDigest,
  createHashingGate,
  createPasswordChecker,
  formatPasswordHash,
  hashingConcurrencyOf,
  parsePasswordHash,
  verifyPassword,
} from "./passwordHash.ts";

const salt = Buffer.from("somesalt01234567");

test("AUT-01 a hash is the same after writing and reading it", () => {
  const hash = {
    parameters: { memoryKibibytes: 19_456, passes: 2, lanes: 1 },
    salt,
    digest: Buffer.alloc(32, 0xfb),
  };
  const text = formatPasswordHash(hash);
  expect(text).toBe(
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  );
  expect(parsePasswordHash(text)).toEqual(hash);
});

test("AUT-01 a hash of the reference implementation is accepted", async () => {
  const hash = parsePasswordHash(
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  );
  expect(hash?.parameters).toEqual({ memoryKibibytes: 65_536, passes: 2, lanes: 1 });
  if (hash === undefined) throw new Error("The hash was not understood.");
  expect(await verifyPassword("password", hash)).toBe(true);
  expect(await verifyPassword("Password", hash)).toBe(false);
});

test.each([
  "",
  "$2b$12$abcdefghijklmnopqrstuv",
  "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=16$m=19456,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=19456,t=0,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=19456,t=2,p=1$short$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=1048577,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
  "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQwMTIzNDU2Nw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s",
])("%j is not a hash", (text) => {
  expect(parsePasswordHash(text)).toBeUndefined();
});

/** A checker of today's parameters, and accounts whose hashes were made with others too. */
async function createMixedFixture() {
  const computed: string[] = [];
  const computeDigest: ComputeDigest = async (password, { parameters, salt, digestBytes }) => {
    computed.push(`${parameters.memoryKibibytes}/${parameters.passes}/${parameters.lanes}`);
    return createHash("shake256", { outputLength: digestBytes }).update(salt).update(password).digest();
  };
  const gate = createHashingGate({ concurrency: 1, monotonicMs: () => 0 });
  const checkerOf = (passes: number) => {
    const parameters = { memoryKibibytes: 4096, passes, lanes: 1 };
    return createPasswordChecker({ gate, randomBytes, parameters, computeDigest });
  };
  const hashWith = async (passes: number) => {
    const hashed = await checkerOf(passes).hash("right");
    return hashed.kind === "done" ? hashed.value : "";
  };
  const accounts = [
    sampleAccount("old", { passwordHash: await hashWith(4) }),
    sampleAccount("older", { passwordHash: await hashWith(2) }),
    sampleAccount("new", { passwordHash: await hashWith(40) }),
    sampleAccount("shut", { passwordHash: await hashWith(4), disabled: true }),
    sampleAccount("damaged", { passwordHash: "$2b$12$abcdefghijklmnopqrstuv" }),
  ];
  const checker = checkerOf(40);
  return {
    /** The result, and the digests that were computed for it. */
    async check(username: string, password: string) {
      const account = accounts.find((one) => one.username === username);
      const mayEnter = account !== undefined && !account.disabled;
      computed.length = 0;
      const result = await checker.check({ account, password, mayEnter, accounts, familiar: false });
      return { result, computed: computed.toSorted() };
    },
  };
}

test.each([
  ["nobody", "wrong"],
  ["nobody", "right"],
  ["old", "wrong"],
  ["older", "wrong"],
  ["new", "wrong"],
  ["shut", "right"],
  ["shut", "wrong"],
  ["damaged", "right"],
])(
  "AUT-04 with hashes of several strengths the rejection of %s with a %s password computes one of each",
  async (username, password) => {
    const { check } = await createMixedFixture();
    expect((await check(username, password)).computed).toEqual(["4096/2/1", "4096/4/1", "4096/40/1"]);
  },
);

test("AUT-01 AUT-04 a weak hash is renewed only by the correct password of an account that may sign in", async () => {
  const { check } = await createMixedFixture();
  expect((await check("old", "right")).result).toMatchObject({
    value: { isRight: true, renewedHash: expect.stringContaining("t=40") },
  });
  expect((await check("old", "wrong")).result).toEqual({ kind: "done", value: { isRight: false } });
  expect((await check("shut", "right")).result).toEqual({ kind: "done", value: { isRight: true } });
  expect((await check("new", "right")).computed).toEqual(["4096/40/1"]);
});

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
}

/** A gate with work that ends when a test says so. */
function createFixture({ concurrency = 2, workMs = 100 } = {}) {
  const time = { nowMs: 0 };
  const gate = createHashingGate({ concurrency, monotonicMs: () => time.nowMs });
  const underWay: (() => void)[] = [];
  return {
    gate,
    start: () => gate.run(() => new Promise<string>((resolve) => underWay.push(() => resolve("hash")))),
    async finishOne() {
      await settle();
      time.nowMs += workMs;
      underWay.shift()?.();
      await settle();
    },
  };
}

test("OPS-04 as much work runs at once as there are slots, and the rest follows in order", async () => {
  const { gate, start, finishOne } = createFixture();
  const results = [start(), start(), start(), start()];
  expect([gate.running, gate.waiting]).toEqual([2, 2]);
  await finishOne();
  expect([gate.running, gate.waiting]).toEqual([2, 1]);
  await finishOne();
  await finishOne();
  await finishOne();
  expect([gate.running, gate.waiting]).toEqual([0, 0]);
  expect(await Promise.all(results)).toEqual(Array(4).fill({ kind: "done", value: "hash" }));
});

test("OPS-04 while about a second of work is queued, further work is rejected at once", async () => {
  const { gate, start } = createFixture({ concurrency: 1 });
  const results = Array.from({ length: 100 }, start);
  expect(gate.waiting).toBe(16);
  expect(await results.at(-1)).toEqual({ kind: "busy", retryAfterSeconds: 1 });
});

test("OPS-04 slower work makes the queue shorter", async () => {
  const { gate, start, finishOne } = createFixture({ concurrency: 1, workMs: 500 });
  for (let count = 0; count < 30; count += 1) {
    void start();
    await finishOne();
  }
  for (let count = 0; count < 100; count += 1) void start();
  expect(gate.waiting).toBe(2);
});

test("failed work releases its slot", async () => {
  const { gate } = createFixture({ concurrency: 1 });
  await expect(gate.run(() => Promise.reject(new Error("no memory")))).rejects.toThrow("no memory");
  expect([gate.running, gate.waiting]).toEqual([0, 0]);
  expect(await gate.run(async () => 1)).toEqual({ kind: "done", value: 1 });
});

test.each([
  { cores: 1, want: 1 },
  { cores: 2, want: 1 },
  { cores: 4, want: 3 },
  { cores: 64, want: 3 },
  { cores: 64, poolThreads: 16, want: 15 },
  { cores: 2, poolThreads: 1, want: 1 },
])("OPS-04 on $cores cores $want run at once", ({ want, ...machine }) => {
  expect(hashingConcurrencyOf(machine)).toBe(want);
});
