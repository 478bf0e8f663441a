import { expect, test, vi } from "vitest";
import type { Logger } from "../logging/createLogger.ts";
import { createReadiness, NotReadyError, type ReadinessCheck } from "./createReadiness.ts";

function createFixture(check: ReadinessCheck = async () => undefined) {
  const log = { error: vi.fn(), info: vi.fn() };
  const readiness = createReadiness({
    checks: { store: check },
    logger: log as unknown as Logger,
    longestCheckMilliseconds: 30,
  });
  return { readiness, log };
}

test("OPS-02 starting, ready and draining are distinguished, and only the phase ready is ready", async () => {
  const { readiness } = createFixture();
  expect(await readiness.report()).toEqual({ ready: false, phase: "starting", checks: {} });
  readiness.ready();
  expect(await readiness.report()).toEqual({ ready: true, phase: "ready", checks: { store: "ok" } });
  readiness.draining();
  expect(await readiness.report()).toEqual({ ready: false, phase: "draining", checks: {} });
});

test("OPS-02 a server that drains never becomes ready again", () => {
  const { readiness } = createFixture();
  readiness.draining();
  readiness.ready();
  expect(readiness.phase()).toBe("draining");
});

test.each([
  { name: "rejects", check: () => Promise.reject(new Error("gone")) },
  {
    name: "throws",
    check: () => {
      throw new Error("gone");
    },
  },
  { name: "never settles", check: () => new Promise<void>(() => undefined) },
])("a check that $name makes the server not ready", async ({ check }) => {
  const { readiness } = createFixture(check);
  readiness.ready();
  expect(await readiness.report()).toEqual({ ready: false, phase: "ready", checks: { store: "failed" } });
});

test("FAIL-27 a failed check reports its reason to monitors if that was written for them", async () => {
  const { readiness } = createFixture(() => Promise.reject(new NotReadyError("sessions.db was deleted")));
  readiness.ready();
  expect(await readiness.report()).toMatchObject({
    ready: false,
    reasons: { store: "sessions.db was deleted" },
  });
});

test("a check is logged when it begins to fail and when it passes again, not each time", async () => {
  let well = false;
  const { readiness, log } = createFixture(async () => {
    if (!well) throw new Error("gone");
  });
  readiness.ready();
  for (let count = 0; count < 3; count += 1) await readiness.report();
  well = true;
  for (let count = 0; count < 3; count += 1) await readiness.report();
  expect([log.error.mock.calls.length, log.info.mock.calls.length]).toEqual([1, 1]);
});

test("parallel probes share one run of the checks", async () => {
  const check = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 5)));
  const { readiness } = createFixture(check);
  readiness.ready();
  await Promise.all(Array.from({ length: 50 }, () => readiness.report()));
  expect(check).toHaveBeenCalledTimes(1);
});
