import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";
import { createSteadyClock } from "./createSteadyClock.ts";

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** A machine whose wall clock can be set while time passes. */
function createMachine() {
  const time = { wallMs: 1_753_089_693_083, monotonicMs: 1000 };
  const steps: number[] = [];
  const clock = createSteadyClock({
    wallMs: () => time.wallMs,
    monotonicMs: () => time.monotonicMs,
    onStep: (stepMs) => steps.push(stepMs),
  });
  return {
    time,
    steps,
    clock,
    pass(ms: number) {
      time.wallMs += ms;
      time.monotonicMs += ms;
    },
  };
}

test("a clock that is not set shows the time of the machine", () => {
  const { clock, time, steps, pass } = createMachine();
  pass(HOUR_MS);
  expect(clock.nowMs()).toBe(time.wallMs);
  expect(steps).toEqual([]);
});

test.each([
  { name: "an hour", stepMs: HOUR_MS },
  { name: "a year", stepMs: YEAR_MS },
])("FAIL-09 a clock set back by $name goes on at its pace, and the step is reported once", ({ stepMs }) => {
  const { clock, time, steps, pass } = createMachine();
  const startMs = clock.nowMs();
  time.wallMs -= stepMs;
  pass(1000);
  expect(clock.nowMs()).toBe(startMs + 1000);
  pass(1000);
  expect(clock.nowMs()).toBe(startMs + 2000);
  expect(steps).toEqual([-stepMs]);
});

test("FAIL-10 the steady clock follows a clock set forward, and does not go back with it", () => {
  const { clock, time, steps, pass } = createMachine();
  time.wallMs += YEAR_MS;
  const aheadMs = clock.nowMs();
  expect(aheadMs).toBe(time.wallMs);
  time.wallMs -= YEAR_MS;
  pass(1000);
  expect(clock.nowMs()).toBe(aheadMs + 1000);
  expect(steps).toEqual([YEAR_MS, -YEAR_MS]);
});

test("time of a suspended machine counts", () => {
  const { clock, time } = createMachine();
  time.wallMs += 8 * HOUR_MS;
  expect(clock.nowMs()).toBe(time.wallMs);
});

test("a correction of a few seconds is not a step", () => {
  const { clock, time, steps } = createMachine();
  const startMs = clock.nowMs();
  time.wallMs -= 4000;
  expect(clock.nowMs()).toBe(startMs);
  expect(steps).toEqual([]);
});

test("SES-08 FAIL-09 a clock set back lengthens no session", async () => {
  const { clock, time, pass } = createMachine();
  const { signIn, opens } = createTestSessions({
    clock,
    limits: { idleTimeoutSeconds: 3600, absoluteTimeoutSeconds: 7200 },
  });
  const { token } = await signIn();
  time.wallMs -= YEAR_MS;
  pass(HOUR_MS - 1);
  expect(await opens(token)).toBe(true);
  time.wallMs -= HOUR_MS;
  pass(HOUR_MS - 1);
  expect(await opens(token)).toBe(true);
  pass(2);
  expect(await opens(token)).toBe(false);
});

test("FAIL-10 a clock set forward and back may end sessions early and locks no user out", async () => {
  const { clock, time } = createMachine();
  const { signIn, opens } = createTestSessions({ clock });
  const { token } = await signIn();
  time.wallMs += 10 * YEAR_MS;
  expect(await opens(token)).toBe(false);
  time.wallMs -= 10 * YEAR_MS;
  expect(await opens((await signIn()).token)).toBe(true);
});
