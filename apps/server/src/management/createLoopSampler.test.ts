import { performance } from "node:perf_hooks";
import { expect, onTestFinished, test } from "vitest";
import { createLoopSampler } from "./createLoopSampler.ts";

test("a loop that stands still shows as one late sample", async () => {
  const delays: number[] = [];
  const stop = createLoopSampler({
    monotonicMs: () => performance.now(),
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
