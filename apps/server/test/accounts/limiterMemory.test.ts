import { createMemoryStore, type SignInAttempt } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import {
  createAttemptLimiter,
  type LocalAttemptLimiter,
} from "../../src/accounts/limiter/createAttemptLimiter.ts";

/** Different names that arrive, each from an address of its own. */
const NAMES = process.env.SOAK === undefined ? 50_000 : Math.ceil(1_000_000 * Number(process.env.SOAK));
/**
 * The memory of all counters when each of their 131,072 buckets is in use. No client can reach this over the network: an
 * attempt counts once its password was checked, and a machine checks some ten thousand before the counts expire.
 */
const MOST_BYTES = 700_000_000;

const mallory: SignInAttempt = { authType: "local", username: "admin", clientAddress: "203.0.113.9" };

/** Tries wrong passwords for this account from this address; returns the kind of the last decision. */
async function fail(limiter: LocalAttemptLimiter, attempt: SignInAttempt, times = 1) {
  let kind = "";
  for (let count = 0; count < times; count += 1) {
    const result = await limiter.begin(attempt);
    if (result.kind === "admitted") await result.settle("refused");
    kind = result.kind;
  }
  return kind;
}

test(`AUT-09 ${NAMES} names take bounded memory, and existing locks survive them`, {
  timeout: 600_000,
}, async () => {
  const limiter = await createAttemptLimiter({
    store: createMemoryStore().attempts,
    clock: { nowMs: Date.now },
    limits: { failuresPerAccount: 1e9, failuresPerAddress: 1e9 },
  });
  expect(await fail(limiter, mallory, 4)).toBe("locked");
  const before = process.memoryUsage().rss;
  const growth: number[] = [];
  for (let index = 0; index < NAMES; index += 1) {
    await fail(limiter, { ...mallory, username: `name-${index}`, clientAddress: `host-${index}` });
    if (index % (NAMES / 10) === NAMES / 10 - 1) growth.push(process.memoryUsage().rss - before);
  }
  process.stdout.write(
    `Growth after each tenth, in MB: ${growth.map((bytes) => Math.round(bytes / 1e6)).join(" ")}\n`,
  );
  expect(growth.at(-1)).toBeLessThan(MOST_BYTES);
  expect(await fail(limiter, mallory)).toBe("locked");
});
