import {
  createMemoryStore,
  createSessions,
  StoreUnavailableError,
  type SweptSessions,
} from "@gatehouse/sessions";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestAuthenticator, PASSWORD } from "../../test/support/createTestAuthenticator.ts";
import type { AuditEvent } from "../audit/AuditEvent.ts";
import type { Logger } from "../logging/createLogger.ts";
import { startSweeping } from "./openStore.ts";

function createFixture(sweepSessions: () => Promise<SweptSessions>) {
  const events: AuditEvent[] = [];
  const log = { error: vi.fn() };
  const live: number[] = [];
  const sweeping = startSweeping({
    sessions: { sweepSessions },
    audit: { record: (event) => events.push(event) },
    logger: log as unknown as Logger,
    onLive: (count) => live.push(count),
    intervalMilliseconds: 5,
  });
  onTestFinished(() => sweeping.stop());
  return { sweeping, events, log, live };
}

test("SES-21 LOG-01 expired sessions are removed, and each is recorded once with its reason", async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const store = createMemoryStore();
  const sessions = createSessions({
    store,
    clock: { nowMs: () => nowMs },
    authenticators: [createTestAuthenticator(store)],
    limits: { idleTimeoutSeconds: 60, absoluteTimeoutSeconds: 100 },
  });
  const signIn = () =>
    sessions.signIn({ authType: "local", username: "admin", password: PASSWORD, clientAddress: "192.0.2.7" });
  const { token } = await signIn();
  await signIn();
  const { events, live } = createFixture(() => sessions.sweepSessions());
  await vi.waitFor(() => expect(live.at(-1)).toBe(2));
  nowMs += 50_000;
  await sessions.readSession({ token });
  nowMs += 20_000;
  await vi.waitFor(() => expect(live.at(-1)).toBe(1));
  nowMs += 35_000;
  await vi.waitFor(() => expect(live.at(-1)).toBe(0));
  expect(events).toMatchObject([
    { event: "session_expired", clientAddress: "192.0.2.7", details: { reason: "idle" } },
    { event: "session_expired", clientAddress: "192.0.2.7", details: { reason: "absolute" } },
  ]);
});

test("an unavailable store is reported once, and the sweep is retried", async () => {
  let answers = false;
  const { log, live } = createFixture(async () => {
    if (!answers) throw new StoreUnavailableError("sweep", { cause: undefined });
    return { expired: [], more: false, live: 7 };
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  answers = true;
  await vi.waitFor(() => expect(live.at(-1)).toBe(7));
  expect(log.error).toHaveBeenCalledTimes(1);
});

test("stopping waits for the pending sweep and starts no other", async () => {
  let calls = 0;
  const { sweeping } = createFixture(async () => {
    calls += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { expired: [], more: true };
  });
  await sweeping.stop();
  const before = calls;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(calls).toBe(before);
});
