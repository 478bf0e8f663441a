import type { SignInAttempt } from "@gatehouse/sessions";
import { expect, test, vi } from "vitest";
import { createTestLimiter } from "./createTestLimiter.ts";

const mallory: SignInAttempt = { authType: "local", username: "admin", clientAddress: "203.0.113.9" };
const owner: SignInAttempt = { ...mallory, clientAddress: "192.0.2.7" };

/** Spellings that one vCenter takes for one user, or may. */
function spellingsOf(name: string, domain: string): string[] {
  const cases = Array.from({ length: 20 }, (_, index) =>
    [...name].map((letter, at) => ((index >> (at % 5)) & 1 ? letter.toUpperCase() : letter)).join(""),
  );
  return [
    ...cases.map((one) => `${one}@${domain}`),
    ...cases.map((one) => `${domain.toUpperCase()}\\${one}`),
    name,
    `${name}@`,
    `VSPHERE\\${name}`,
    `${domain}/${name}`,
    ` ${name}@${domain} `,
    `${name}@${domain}.`,
    `${name}.@${domain}`,
    `${name}\u200b@${domain}`,
    `\uff41${name.slice(1)}@${domain}`,
    `${name}\uff20${domain}`,
    `${name.replace("s", "\u017f")}@${domain}`,
    `${name.replace("a", "a\u0301")}@${domain}`,
    `${name}\u00a0@${domain}`,
    `${name}\t`,
    `${name}\u0000`,
  ];
}

test("AUT-07 all spellings of a name share its limits, from one address and from many", async () => {
  for (const addressOf of [() => "203.0.113.9", (index: number) => `203.0.113.${index}`]) {
    const limiter = await createTestLimiter();
    const asked: string[] = [];
    for (const [index, username] of spellingsOf("administrator", "vsphere.local").entries()) {
      const attempt = { authType: "vsphere", username, clientAddress: addressOf(index) };
      if ((await limiter.fail(attempt)) === "admitted") asked.push(username);
    }
    expect(asked.length).toBeLessThanOrEqual(4);
  }
});

test("AUT-07 spellings of a local name share its limits, too", async () => {
  const limiter = await createTestLimiter();
  for (const username of ["Zo\u00eb", "zoe\u0308", "ZOË "]) await limiter.fail({ ...mallory, username });
  expect(await limiter.succeed({ ...mallory, username: "zoë" })).toBe("locked");
  expect(await limiter.succeed({ ...mallory, username: "zoe@example.com" })).toBe("admitted");
});

test("AUT-07 attempts of all clients on a vSphere account stay below the lockout limit of vCenter", async () => {
  const limiter = await createTestLimiter();
  const from = (host: number) => ({ ...mallory, authType: "vsphere", clientAddress: `203.0.113.${host}` });
  const results: string[] = [];
  for (let host = 1; host <= 40; host += 1) results.push(await limiter.fail(from(host)));
  expect(results.filter((kind) => kind === "admitted")).toHaveLength(3);
});

test("AUT-07 locks, the growth of locks and familiar addresses survive a restart and expire", async () => {
  const before = await createTestLimiter();
  await before.succeed(owner);
  for (let count = 0; count < 3; count += 1) await before.fail(mallory);
  for (let host = 1; host <= 40; host += 1)
    await before.fail({ ...mallory, clientAddress: `198.51.100.${host}` });
  await before.save();
  const after = await createTestLimiter({}, { store: before.store });
  expect(await after.succeed(mallory)).toBe("locked");
  expect(await after.succeed({ ...mallory, clientAddress: "198.51.100.99" })).toBe("locked");
  expect(await after.succeed(owner)).toBe("admitted");
  vi.advanceTimersByTime(900_000);
  for (let count = 0; count < 3; count += 1) expect(await after.fail(mallory)).toBe("admitted");
  vi.advanceTimersByTime(119_999);
  expect(await after.succeed(mallory)).toBe("locked");
});

test("AUT-08 FAIL-03 attempts that a killed server was checking do not lock a user with the correct password", async () => {
  let { store } = await createTestLimiter();
  for (let kill = 0; kill < 4; kill += 1) {
    const killed = await createTestLimiter({}, { store });
    for (let parallel = 0; parallel < 3; parallel += 1) {
      expect((await killed.begin(owner)).kind).toBe("admitted");
    }
    await killed.save();
    store = killed.store;
  }
  const after = await createTestLimiter({}, { store });
  expect(await after.succeed(owner)).toBe("admitted");
});

test("AUT-07 failures survive a kill during pending attempts", async () => {
  const killed = await createTestLimiter();
  const results = await Promise.all([mallory, mallory, mallory].map((one) => killed.begin(one)));
  for (const result of results.slice(0, 2)) {
    if (result.kind === "admitted") await result.settle("refused");
  }
  await killed.save();
  const after = await createTestLimiter({}, { store: killed.store });
  expect(await after.fail(mallory)).toBe("admitted");
  expect(await after.succeed(mallory)).toBe("locked");
});

test("AUT-08 an unlock without a server removes the stored locks", async () => {
  const before = await createTestLimiter();
  for (let count = 0; count < 3; count += 1) await before.fail(mallory);
  await before.save();
  const command = await createTestLimiter({}, { store: before.store });
  await command.unlock({ authType: "local", username: "ADMIN" });
  expect(await (await createTestLimiter({}, { store: before.store })).succeed(mallory)).toBe("admitted");
});

test("AUT-08 an attempt from a familiar address takes precedence, any other does not", async () => {
  const limiter = await createTestLimiter();
  await limiter.succeed(owner);
  expect(await limiter.begin(owner)).toMatchObject({ kind: "admitted", familiar: true });
  expect(await limiter.begin(mallory)).toMatchObject({ kind: "admitted", familiar: false });
});
