import { expect, test } from "vitest";
import { createUsualDelay } from "./createCircuitBreaker.ts";

function createFixture() {
  const time = { nowMs: 1_753_089_693_083 };
  const slept: number[] = [];
  const delay = createUsualDelay({
    clock: { nowMs: () => time.nowMs },
    sleep: async (durationMs) => slept.push(durationMs),
  });
  const check = (durationMs: number) =>
    delay.measure(async () => {
      time.nowMs += durationMs;
      return "done";
    });
  return { delay, slept, check };
}

test("AUT-04 waits take as long as the last checks did, each in its turn", async () => {
  const { delay, slept, check } = createFixture();
  for (const durationMs of [700, 800, 900]) expect(await check(durationMs)).toBe("done");
  for (let turn = 0; turn < 6; turn += 1) await delay.wait();
  expect(slept.toSorted()).toEqual([700, 700, 800, 800, 900, 900]);
});

test("before the first check there is a wait too", async () => {
  const { delay, slept } = createFixture();
  await delay.wait();
  expect(slept).toEqual([300]);
});

test("old durations are forgotten", async () => {
  const { delay, slept, check } = createFixture();
  await check(5000);
  for (let turn = 0; turn < 32; turn += 1) await check(10);
  for (let turn = 0; turn < 40; turn += 1) await delay.wait();
  expect(new Set(slept)).toEqual(new Set([10]));
});

test("a check that fails is passed on and not remembered", async () => {
  const { delay, slept } = createFixture();
  await expect(delay.measure(() => Promise.reject(new Error("down")))).rejects.toThrow("down");
  await delay.wait();
  expect(slept).toEqual([300]);
});
