import type { SignInAttempt } from "@gatehouse/sessions";
import { expect, test, vi } from "vitest";
import { createTestLimiter } from "../../../test/accounts/createTestLimiter.ts";

const mallory: SignInAttempt = { authType: "local", username: "admin", clientAddress: "203.0.113.9" };
const owner: SignInAttempt = { ...mallory, clientAddress: "192.0.2.7" };

test("AUT-07 three wrong passwords lock the pair for a minute, also for the correct password", async () => {
  const limiter = await createTestLimiter();
  for (let count = 0; count < 3; count += 1) expect(await limiter.fail(mallory)).toBe("admitted");
  expect(await limiter.succeed(mallory)).toBe("locked");
  vi.advanceTimersByTime(59_999);
  expect(await limiter.succeed(mallory)).toBe("locked");
  vi.advanceTimersByTime(1);
  expect(await limiter.succeed(mallory)).toBe("admitted");
});

test("AUT-07 each lock is twice as long as the one before, up to a quarter of an hour", async () => {
  const limiter = await createTestLimiter();
  for (const seconds of [60, 120, 240, 480, 900, 900]) {
    for (let count = 0; count < 3; count += 1) expect(await limiter.fail(mallory)).toBe("admitted");
    vi.advanceTimersByTime(seconds * 1000 - 1);
    expect(await limiter.fail(mallory)).toBe("locked");
    vi.advanceTimersByTime(1);
  }
});

test("LOG-01 each lock is reported when it begins, with the attempt that caused it", async () => {
  const onLock = vi.fn();
  const limiter = await createTestLimiter({ failuresPerAccount: 5 }, { onLock });
  for (let count = 0; count < 5; count += 1) await limiter.fail(mallory);
  vi.advanceTimersByTime(60_000);
  expect(onLock.mock.calls).toEqual([[mallory, 60]]);
  for (let count = 0; count < 2; count += 1)
    await limiter.fail({ ...mallory, clientAddress: "203.0.113.10" });
  expect(onLock.mock.calls.at(-1)).toEqual([{ ...mallory, clientAddress: "203.0.113.10" }, 900]);
});

test("AUT-08 the current locks of an account are listed with the end of the last one", async () => {
  const limiter = await createTestLimiter({ failuresPerAccount: 5 });
  const until = async (username = "admin") => (await limiter.findLocks(["zoe", username]))[0]?.untilMs;
  const inSeconds = (seconds: number) => Date.now() + seconds * 1000;
  for (let count = 0; count < 2; count += 1) await limiter.fail(mallory);
  expect(await until()).toBeUndefined();
  await limiter.fail(mallory);
  expect(await until()).toBe(inSeconds(60));
  expect(await until("ADMIN")).toBe(inSeconds(60));
  expect(await until("operator")).toBeUndefined();
  vi.advanceTimersByTime(60_000);
  expect(await until()).toBeUndefined();
  for (const host of [10, 11]) await limiter.fail({ ...mallory, clientAddress: `203.0.113.${host}` });
  expect(await until()).toBe(inSeconds(900));
  await limiter.unlock(mallory);
  expect(await until()).toBeUndefined();
});

test("AUT-07 sign-ins of the owner give other clients at the same address no more guesses", async () => {
  const limiter = await createTestLimiter();
  let guesses = 0;
  for (let round = 0; round < 20; round += 1) {
    await limiter.succeed(mallory);
    if ((await limiter.fail(mallory)) === "admitted") guesses += 1;
  }
  expect(guesses).toBe(3);
});

test("AUT-07 sign-ins of the owner from a familiar address give others no guesses on a locked account", async () => {
  const limiter = await createTestLimiter();
  await limiter.succeed(owner);
  let guesses = 0;
  for (let host = 0; host < 200; host += 1) {
    const stranger = { ...mallory, clientAddress: `203.0.${host >> 7}.${host & 127}` };
    if ((await limiter.fail(stranger)) === "admitted") guesses += 1;
    expect(await limiter.succeed(owner)).toBe("admitted");
    await limiter.attempt(owner, "unchecked");
  }
  expect(guesses).toBe(30);
});

test.each([
  { name: "its window of failures", pass: () => vi.advanceTimersByTime(900_000) },
  { name: "an unlock of the account", pass: (unlock: () => Promise<void>) => unlock() },
])(
  "AUT-07 a correct password whose check ends after $name takes back only its own attempt",
  async ({ pass }) => {
    const limiter = await createTestLimiter();
    const slow = await limiter.begin(mallory);
    await pass(() => limiter.unlock(mallory));
    let guesses = 0;
    for (let count = 0; count < 6; count += 1) {
      if ((await limiter.fail(mallory)) === "admitted") guesses += 1;
      if (count === 0 && slow.kind === "admitted") await slow.settle("accepted");
    }
    expect(guesses).toBe(3);
  },
);

test("AUT-07 a correct password does not shorten later locks", async () => {
  const limiter = await createTestLimiter();
  for (let count = 0; count < 3; count += 1) await limiter.fail(mallory);
  vi.advanceTimersByTime(60_000);
  expect(await limiter.succeed(mallory)).toBe("admitted");
  for (let count = 0; count < 3; count += 1) await limiter.fail(mallory);
  vi.advanceTimersByTime(119_999);
  expect(await limiter.succeed(mallory)).toBe("locked");
});

test("AUT-06 of 100 parallel guesses only as many are checked as the pair has failures left", async () => {
  const limiter = await createTestLimiter({ failuresPerPair: 5 });
  let checked = 0;
  const guess = async () => {
    const result = await limiter.begin(mallory);
    if (result.kind !== "admitted") return result.kind;
    checked += 1;
    await Promise.resolve();
    await result.settle("refused");
    return result.kind;
  };
  const results = await Promise.all(Array.from({ length: 100 }, guess));
  expect(checked).toBe(5);
  expect(results.filter((kind) => kind === "locked")).toHaveLength(95);
});

test("many parallel sign-ins with the correct password are all admitted, a few at a time", async () => {
  const limiter = await createTestLimiter();
  let underWay = 0;
  let most = 0;
  const signIn = async () => {
    const result = await limiter.begin(owner);
    underWay += 1;
    most = Math.max(most, underWay);
    for (let tick = 0; tick < 50; tick += 1) await Promise.resolve();
    underWay -= 1;
    if (result.kind === "admitted") await result.settle("accepted");
    return result.kind;
  };
  const results = await Promise.all(Array.from({ length: 100 }, signIn));
  expect(new Set(results)).toEqual(new Set(["admitted"]));
  expect(most).toBe(3);
});

test("OPS-04 an attempt waits a second for others of its pair, then it is limited with a retry time", async () => {
  const limiter = await createTestLimiter();
  const [first] = await Promise.all([1, 2, 3].map(() => limiter.begin(owner)));
  const fourth = limiter.begin(owner);
  await vi.advanceTimersByTimeAsync(999);
  const fifth = limiter.begin(owner);
  await vi.advanceTimersByTimeAsync(1);
  expect(await fourth).toEqual({ kind: "limited", retryAfterSeconds: 1 });
  if (first?.kind === "admitted") await first.settle("accepted");
  expect((await fifth).kind).toBe("admitted");
});

test("AUT-14 attempts that were not checked do not count", async () => {
  const limiter = await createTestLimiter({ failuresPerAddress: 5 });
  for (let count = 0; count < 20; count += 1) {
    expect(await limiter.attempt(mallory, "unchecked")).toBe("admitted");
  }
});

test("AUT-08 failures of another client lock out that client and not the administrator", async () => {
  const limiter = await createTestLimiter();
  for (let minute = 0; minute < 60; minute += 1) {
    for (let count = 0; count < 5; count += 1) await limiter.fail(mallory);
    vi.advanceTimersByTime(60_000);
    expect(await limiter.succeed(owner)).toBe("admitted");
  }
});

test("AUT-08 under attack from many addresses users still sign in from their familiar addresses", async () => {
  const limiter = await createTestLimiter();
  expect(await limiter.succeed(owner)).toBe("admitted");
  for (let host = 1; host <= 40; host += 1) {
    await limiter.fail({ ...mallory, clientAddress: `203.0.113.${host}` });
  }
  expect(await limiter.succeed({ ...mallory, clientAddress: "198.51.100.1" })).toBe("locked");
  expect(await limiter.succeed(owner)).toBe("admitted");
  vi.advanceTimersByTime(900_000);
  expect(await limiter.succeed({ ...mallory, clientAddress: "198.51.100.1" })).toBe("admitted");
});

test("AUT-08 an unlock ends the locks of every address for this account only", async () => {
  const limiter = await createTestLimiter();
  const other = { ...mallory, username: "ada" };
  for (const attempt of [mallory, other]) {
    for (let count = 0; count < 3; count += 1) await limiter.fail(attempt);
  }
  await limiter.unlock({ authType: "local", username: "admin" });
  expect(await limiter.succeed(mallory)).toBe("admitted");
  expect(await limiter.succeed(other)).toBe("locked");
});

test("AUT-10 an address with too many failures is limited with a retry time, others are admitted", async () => {
  const limiter = await createTestLimiter({ failuresPerAddress: 10 });
  for (let index = 0; index < 10; index += 1) {
    await limiter.fail({ ...mallory, username: `guess-${index}` });
  }
  vi.advanceTimersByTime(600_000);
  expect(await limiter.begin({ ...mallory, username: "guess-11" })).toEqual({
    kind: "limited",
    retryAfterSeconds: 300,
  });
  expect(await limiter.succeed(owner)).toBe("admitted");
});

test("AUT-07 all addresses of one IPv6 network count as one", async () => {
  const limiter = await createTestLimiter();
  for (const host of ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "2001:DB8:1:2:0:0:0:3"]) {
    await limiter.fail({ ...mallory, clientAddress: host });
  }
  expect(await limiter.succeed({ ...mallory, clientAddress: "2001:db8:1:2::4" })).toBe("locked");
  expect(await limiter.succeed({ ...mallory, clientAddress: "2001:db8:1:3::4" })).toBe("admitted");
});

test("AUT-13 the same name is counted separately for each provider", async () => {
  const limiter = await createTestLimiter();
  for (let count = 0; count < 3; count += 1) await limiter.fail(mallory);
  expect(await limiter.succeed({ ...mallory, authType: "vsphere" })).toBe("admitted");
});

test("AUT-07 a vSphere account fails at most four times within 15 minutes, over all addresses", async () => {
  const limiter = await createTestLimiter();
  const boss = { ...owner, authType: "vsphere" };
  await limiter.succeed(boss);
  const failedAtSeconds: number[] = [];
  for (let second = 0; second < 7200; second += 20) {
    const stranger = { ...boss, clientAddress: `203.0.113.${(second / 20) % 250}` };
    for (const attempt of [stranger, boss]) {
      if ((await limiter.fail(attempt)) === "admitted") failedAtSeconds.push(second);
    }
    vi.advanceTimersByTime(20_000);
  }
  const within = failedAtSeconds.map(
    (start) => failedAtSeconds.filter((second) => second >= start && second < start + 900).length,
  );
  expect(Math.max(...within)).toBe(4);
});

test("AUT-08 failures of others leave the owner of a vSphere account one mistake and a sign-in", async () => {
  const limiter = await createTestLimiter();
  const boss = { ...owner, authType: "vsphere" };
  await limiter.succeed(boss);
  for (let host = 1; host <= 40; host += 1) {
    await limiter.fail({ ...boss, clientAddress: `203.0.113.${host}` });
  }
  expect(await limiter.succeed({ ...boss, clientAddress: "198.51.100.1" })).toBe("locked");
  expect(await limiter.fail(boss)).toBe("admitted");
  expect(await limiter.succeed(boss)).toBe("locked");
  vi.advanceTimersByTime(900_000);
  expect(await limiter.succeed(boss)).toBe("admitted");
});

test("FAIL-10 a clock that steps forward or back does not make a lock permanent", async () => {
  const limiter = await createTestLimiter();
  for (let count = 0; count < 3; count += 1) await limiter.fail(mallory);
  vi.setSystemTime(Date.now() - 365 * 86_400_000);
  vi.advanceTimersByTime(60_000);
  expect(await limiter.succeed(mallory)).toBe("admitted");
  for (let count = 0; count < 3; count += 1) await limiter.fail(mallory);
  vi.setSystemTime(Date.now() + 3650 * 86_400_000);
  vi.advanceTimersByTime(120_000);
  expect(await limiter.succeed(mallory)).toBe("admitted");
});
