import { expect, test } from "vitest";
import { createLease } from "./createLease.ts";
import type { NumberedDrop } from "./createLeaseBook.ts";

/** A lease whose time and whose parent are in the hands of the test; no timer runs. */
function createFixture() {
  const time = { nowMs: 0 };
  const steps: unknown[] = [];
  let reply = Promise.withResolvers<unknown>();
  const lease = createLease({
    line: {
      call(_name, request) {
        steps.push(["renew", request]);
        return reply.promise;
      },
      notify: (name, input) => void steps.push([name, input]),
    },
    monotonicMs: () => time.nowMs,
    onDrop: (drop: NumberedDrop) => void steps.push(["forgotten", drop.number]),
    leaseMs: 100,
  });
  return {
    ...{ time, steps, lease },
    async renew(tookMs: number, number = 0) {
      const renewed = lease.renew();
      time.nowMs += tookMs;
      reply.resolve({ number, nowMs: 0 });
      reply = Promise.withResolvers();
      await renewed;
    },
  };
}

test("SES-04 a lease ends by the clock, independent of timers", async () => {
  const { lease, time, renew } = createFixture();
  expect(lease.isValid()).toBe(false);
  await renew(0);
  time.nowMs = 99;
  expect(lease.isValid()).toBe(true);
  time.nowMs = 100;
  expect(lease.isValid()).toBe(false);
});

test("SES-04 a lease counts from before the renewal request, not from its response", async () => {
  const { lease, time, renew } = createFixture();
  await renew(60);
  expect(lease.isValid()).toBe(true);
  time.nowMs = 100;
  expect(lease.isValid()).toBe(false);
});

test("SES-04 a response that arrives after the end of its lease grants none", async () => {
  const { lease, renew } = createFixture();
  await renew(150);
  expect(lease.isValid()).toBe(false);
});

test("SES-04 a drop is applied before it is confirmed, and a renewal carries the last one", async () => {
  const { lease, steps, renew } = createFixture();
  await renew(0, 6);
  lease.drop({ number: 7 });
  await renew(0, 7);
  expect(steps).toEqual([
    ["renew", { cursor: undefined, overloaded: false }],
    ["forgotten", 7],
    ["applied", 7],
    ["renew", { cursor: 7, overloaded: false }],
  ]);
});
