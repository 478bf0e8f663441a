import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";

test("SES-07 a call renews the idle limit and an unused session ends", async () => {
  const { sessions, clock, signIn } = createTestSessions({ limits: { idleTimeoutSeconds: 60 } });
  const { token } = await signIn();
  clock.advanceSeconds(59);
  const session = await sessions.readSession({ token });
  expect(session.lastSeenAtMs).toBe(clock.nowMs());
  expect(session.idleExpiresAtMs).toBe(clock.nowMs() + 60_000);
  clock.advanceSeconds(60);
  await expect(sessions.readSession({ token })).rejects.toMatchObject({ code: "NO_ACTIVE_SESSION" });
});

test("SES-08 the absolute limit holds under constant use", async () => {
  const limits = { idleTimeoutSeconds: 60, absoluteTimeoutSeconds: 300 };
  const { sessions, clock, signIn } = createTestSessions({ limits });
  const { token } = await signIn();
  for (let second = 30; second < 300; second += 30) {
    clock.advanceSeconds(30);
    await sessions.readSession({ token });
  }
  clock.advanceSeconds(30);
  await expect(sessions.readSession({ token })).rejects.toMatchObject({ code: "NO_ACTIVE_SESSION" });
});
