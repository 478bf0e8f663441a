import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";

const attempt = { authType: "local", username: "ada", password: "right", clientAddress: "192.0.2.7" };

test("SES-01 SES-11 a sign-in returns a 256-bit token and a session that does not contain it", async () => {
  const { sessions, clock } = createTestSessions();
  const { token, session, evicted } = await sessions.signIn(attempt);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(session.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(JSON.stringify(session)).not.toContain(token);
  expect(session.idleExpiresAtMs - clock.nowMs()).toBe(1_800_000);
  expect(session.expiresAtMs - clock.nowMs()).toBe(43_200_000);
  expect(session.clientAddress).toBe("192.0.2.7");
  expect(evicted).toEqual([]);
});

test("AUT-12 an auth type nobody serves is refused", async () => {
  const { sessions } = createTestSessions();
  await expect(sessions.signIn({ ...attempt, authType: "vsphere" })).rejects.toMatchObject({
    code: "UNSUPPORTED_AUTH_TYPE",
    message: "Unsupported auth type: vsphere",
  });
});

test.each([
  { name: "an unknown user", username: "eve", password: "right", reason: "unknown-user" },
  { name: "a wrong password", username: "ada", password: "wrong", reason: "wrong-password" },
])("AUT-04 $name is rejected with the same text", async ({ username, password, reason }) => {
  const { sessions } = createTestSessions();
  await expect(sessions.signIn({ ...attempt, username, password })).rejects.toMatchObject({
    code: "CREDENTIALS_REJECTED",
    message: "Invalid username or password.",
    reason,
  });
});

test("AUT-18 a user without a role gets no session", async () => {
  const { sessions, store, clock } = createTestSessions();
  await expect(sessions.signIn({ ...attempt, username: "nobody" })).rejects.toMatchObject({
    code: "NO_ROLE_MAPPED",
  });
  const window = { nowMs: clock.nowMs(), createdAfterMs: 0, seenAfterMs: 0, seenUntilMs: clock.nowMs() };
  expect(await store.list({ window, limit: 1 })).toEqual([]);
});
