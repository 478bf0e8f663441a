import { expect, test } from "vitest";
import { createHashingGate, hashingConcurrencyOf } from "./createHashingGate.ts";

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
}

/** A gate with work that ends when a test says so. */
function createScene({ concurrency = 2, workMs = 100 } = {}) {
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

test("OPS-04 no more run at once than there are places, and the others follow in order", async () => {
  const { gate, start, finishOne } = createScene();
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

test("OPS-04 when about a second of work waits, the next is turned away at once", async () => {
  const { gate, start } = createScene({ concurrency: 1 });
  const results = Array.from({ length: 100 }, start);
  expect(gate.waiting).toBe(16);
  expect(await results.at(-1)).toEqual({ kind: "busy", retryAfterSeconds: 1 });
});

test("OPS-04 the line gets shorter when the work takes longer", async () => {
  const { gate, start, finishOne } = createScene({ concurrency: 1, workMs: 500 });
  for (let count = 0; count < 30; count += 1) {
    void start();
    await finishOne();
  }
  for (let count = 0; count < 100; count += 1) void start();
  expect(gate.waiting).toBe(2);
});

test("work that fails gives its place back", async () => {
  const { gate } = createScene({ concurrency: 1 });
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
