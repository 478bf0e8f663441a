import { expect, test } from "vitest";
import type { AuditEvent } from "./AuditEvent.ts";
import { createFloodGate } from "./createFloodGate.ts";

const failure = (clientAddress: string): AuditEvent => ({
  event: "authn_login_fail",
  clientAddress,
  details: { reason: "unknown-user" },
});
const denial: AuditEvent = {
  event: "authz_fail",
  details: { operation: "getSession", reason: "no-active-session" },
};

test("a burst is written one by one, what is more is counted with where it came from", () => {
  const gate = createFloodGate({ burst: 3, perSecond: 1 });
  const admitted = ["a", "b", "c", "d", "e", "d"].map((address) => gate.admits(failure(address), 0));
  expect(admitted).toEqual([true, true, true, false, false, false]);
  expect(gate.takeCondensed()).toEqual([{ event: "authn_login_fail", count: 3, addresses: ["d", "e"] }]);
  expect(gate.takeCondensed()).toEqual([]);
});

test("the budget comes back with time, and not when the clock is set back", () => {
  const gate = createFloodGate({ burst: 1, perSecond: 2 });
  const admitted = [10_000, 10_000, 10_500, 9000, 9500].map((nowMs) => gate.admits(failure("a"), nowMs));
  expect(admitted).toEqual([true, false, true, false, true]);
});

test("one kind of noise does not hide another", () => {
  const gate = createFloodGate({ burst: 1, perSecond: 1 });
  gate.admits(denial, 0);
  expect(gate.admits(denial, 0)).toBe(false);
  expect(gate.admits(failure("a"), 0)).toBe(true);
});

test("the addresses that are remembered are bounded", () => {
  const gate = createFloodGate({ burst: 0, perSecond: 0 });
  for (let index = 0; index < 1000; index += 1) gate.admits(failure(`192.0.2.${index}`), 0);
  expect(gate.takeCondensed()[0]?.addresses).toHaveLength(16);
});
