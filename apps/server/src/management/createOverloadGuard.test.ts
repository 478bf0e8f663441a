import { performance } from "node:perf_hooks";
import { expect, onTestFinished, test, vi } from "vitest";
import { createLoopSampler, createOverloadGuard, type HeapUse } from "./createOverloadGuard.ts";

const INTERVAL = 20;

function createFixture() {
  let use: HeapUse = { usedBytes: 10, limitBytes: 100 };
  const onChange = vi.fn();
  const guard = createOverloadGuard({ heap: () => use, onChange });
  return {
    guard,
    onChange,
    delays(milliseconds: number, count: number) {
      for (let index = 0; index < count; index += 1) guard.sample(milliseconds, milliseconds + INTERVAL);
    },
    heap(usedBytes: number) {
      use = { usedBytes, limitBytes: 100 };
      guard.sample(0, INTERVAL);
    },
  };
}

test("FAIL-25 a constantly late event loop means overload until it has recovered", () => {
  const { guard, delays, onChange } = createFixture();
  delays(5, 100);
  expect(guard.isOverloaded()).toBe(false);
  delays(400, 30);
  expect(guard.isOverloaded()).toBe(true);
  delays(0, 200);
  expect(guard.isOverloaded()).toBe(false);
  expect(onChange.mock.calls).toEqual([["event-loop"], [undefined]]);
});

test.each([500, 1000, 60_000])("a single pause of %i ms does not mean overload", (milliseconds) => {
  const { guard, delays } = createFixture();
  delays(0, 100);
  delays(milliseconds, 1);
  expect(guard.isOverloaded()).toBe(false);
  delays(0, 1000);
  delays(milliseconds, 1);
  expect(guard.isOverloaded()).toBe(false);
});

test("FAIL-25 a second long pause right after the first means overload", () => {
  const { guard, delays } = createFixture();
  delays(1000, 2);
  expect(guard.isOverloaded()).toBe(true);
});

test("FAIL-25 the overload ends as soon when other programs take nearly all of the processor", () => {
  const { guard, delays } = createFixture();
  delays(1000, 10);
  expect(guard.isOverloaded()).toBe(true);
  for (let elapsed = 0; elapsed < 8000; elapsed += 520) guard.sample(5, 520);
  expect(guard.isOverloaded()).toBe(false);
});

test("FAIL-25 a nearly full heap means overload until it is well below its limit", () => {
  const { guard, heap, onChange } = createFixture();
  heap(89);
  expect(guard.isOverloaded()).toBe(false);
  heap(91);
  expect(guard.isOverloaded()).toBe(true);
  heap(80);
  expect(guard.isOverloaded()).toBe(true);
  heap(70);
  expect(guard.isOverloaded()).toBe(false);
  expect(onChange.mock.calls).toEqual([["heap"], [undefined]]);
});

test("FAIL-25 processor time of other programs does not count as delay", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let [now, processor] = [0, 0];
  const samples: number[][] = [];
  const stop = createLoopSampler({
    monotonicMs: () => now,
    processorMs: () => processor,
    onDelay: (...sample) => samples.push(sample),
  });
  onTestFinished(stop);
  const tick = (milliseconds: number, ofProcessor: number): void => {
    [now, processor] = [now + milliseconds, processor + ofProcessor];
    vi.advanceTimersByTime(INTERVAL);
  };
  tick(20, 3);
  tick(1020, 15);
  tick(1020, 1010);
  expect(samples).toEqual([
    [0, 0, 20],
    [1000, 15, 1020],
    [1000, 1000, 1020],
  ]);
});

test("a blocked event loop shows as one late sample", async () => {
  const delays: number[] = [];
  const stop = createLoopSampler({
    monotonicMs: () => performance.now(),
    processorMs: () => performance.now(),
    onDelay: (delay) => delays.push(delay),
    intervalMilliseconds: 5,
  });
  onTestFinished(stop);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const until = performance.now() + 100;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(Math.max(...delays)).toBeGreaterThan(80);
  expect(delays.length).toBeGreaterThan(3);
});
