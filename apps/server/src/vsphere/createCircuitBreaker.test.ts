import { expect, test } from "vitest";
import { createCircuitBreaker } from "./createCircuitBreaker.ts";

function createFixture() {
  const time = { nowMs: 1_753_089_693_083 };
  const changes: string[] = [];
  const breaker = createCircuitBreaker({
    clock: { nowMs: () => time.nowMs },
    failures: 3,
    pauseMs: 30_000,
    onChange: (state) => changes.push(state),
  });
  const attempt = (healthy: boolean) => {
    const taken = breaker.take();
    if (taken) breaker.report(healthy);
    return taken;
  };
  const breakDown = () => [1, 2, 3].map(() => attempt(false));
  return { breaker, time, changes, attempt, breakDown };
}

test("AUT-14 it opens after the given failures in a row", () => {
  const { breaker, changes, breakDown } = createFixture();
  expect(breakDown()).toEqual([true, true, true]);
  expect(breaker.take()).toBe(false);
  expect(breaker.waitMs()).toBe(30_000);
  expect(changes).toEqual(["open"]);
});

test("a success in between resets the count", () => {
  const { breaker, attempt } = createFixture();
  for (const healthy of [false, false, true, false, false]) attempt(healthy);
  expect(breaker.take()).toBe(true);
});

test("AUT-14 after the pause a single attempt probes, and closes it when it succeeds", () => {
  const { breaker, time, changes, breakDown } = createFixture();
  breakDown();
  time.nowMs += 29_999;
  expect(breaker.take()).toBe(false);
  time.nowMs += 1;
  expect(breaker.waitMs()).toBe(0);
  expect([breaker.take(), breaker.take()]).toEqual([true, false]);
  breaker.report(true);
  expect(breaker.take()).toBe(true);
  expect(changes).toEqual(["open", "closed"]);
});

test("a failed probe starts another pause", () => {
  const { breaker, time, changes, attempt, breakDown } = createFixture();
  breakDown();
  time.nowMs += 30_000;
  expect(attempt(false)).toBe(true);
  expect(breaker.waitMs()).toBe(30_000);
  time.nowMs += 30_000;
  expect(breaker.take()).toBe(true);
  expect(changes).toEqual(["open"]);
});

test("reading the wait takes no probe", () => {
  const { breaker, time, breakDown } = createFixture();
  breakDown();
  time.nowMs += 30_000;
  expect([breaker.waitMs(), breaker.waitMs()]).toEqual([0, 0]);
  expect(breaker.take()).toBe(true);
  expect(breaker.waitMs()).toBeGreaterThan(0);
});

test("attempts that were pending when it opened still count", () => {
  const { breaker } = createFixture();
  const attempts = Array.from({ length: 5 }, () => breaker.take());
  for (const _ of attempts) breaker.report(false);
  expect(breaker.take()).toBe(false);
  breaker.report(true);
  expect(breaker.take()).toBe(true);
});
