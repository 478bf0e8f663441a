import { expect, test } from "vitest";
import { createTestSessions, identityOf } from "../../test/createTestSessions.ts";

function createFixture(overrides: Parameters<typeof createTestSessions>[0] = {}) {
  const fixture = createTestSessions(overrides);
  return {
    ...fixture,
    confirm: (token: string, password = "right") =>
      fixture.sessions.reauthenticate({ token, password, clientAddress: "192.0.2.7" }),
  };
}

test("SES-20 a confirmed password replaces the session by a fresh one, and leaves the others alone", async () => {
  const { confirm, signIn, opens, clock } = createFixture();
  const other = await signIn("ada");
  const mine = await signIn("ada");
  clock.advanceSeconds(600);
  const fresh = await confirm(mine.token);
  expect(fresh.actor.id).toBe(mine.session.id);
  expect(fresh.token).not.toBe(mine.token);
  expect(fresh.session.id).not.toBe(mine.session.id);
  expect(fresh.session.recentUntilMs).toBe(clock.nowMs() + 300_000);
  expect(await opens(mine.token)).toBe(false);
  expect(await opens(fresh.token)).toBe(true);
  expect(await opens(other.token)).toBe(true);
});

test("SES-12 at the cap of the user no other session is evicted", async () => {
  const { confirm, signIn, opens } = createFixture({ limits: { sessionsPerUser: 2 } });
  const other = await signIn("ada");
  const mine = await signIn("ada");
  const fresh = await confirm(mine.token);
  expect(fresh.evicted).toEqual([]);
  expect(await opens(other.token)).toBe(true);
});

test("a wrong password leaves the session as it was", async () => {
  const { confirm, signIn, opens } = createFixture();
  const { token } = await signIn("ada");
  await expect(confirm(token, "wrong")).rejects.toMatchObject({
    code: "CREDENTIALS_REJECTED",
    attempt: { authType: "local", username: "ada", clientAddress: "192.0.2.7" },
  });
  await expect(confirm(token, "")).rejects.toMatchObject({ code: "MALFORMED_CREDENTIALS" });
  expect(await opens(token)).toBe(true);
});

test("a session that has ended cannot be confirmed", async () => {
  const { confirm, signIn, sessions } = createFixture();
  const { token } = await signIn("ada");
  await sessions.endSession({ token });
  await expect(confirm(token)).rejects.toMatchObject({ code: "NO_ACTIVE_SESSION" });
});

test("of parallel calls with one token one gets the fresh session", async () => {
  const { confirm, signIn, sessions } = createFixture();
  const { token } = await signIn("ada");
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => confirm(token)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await sessions.operator.listSessions({})).sessions).toHaveLength(1);
});

test("sign-ins may be disabled meanwhile", async () => {
  const { confirm, signIn, sessions } = createFixture();
  const { token } = await signIn("ada");
  await sessions.operator.setSignInsClosed(true);
  const fresh = await confirm(token);
  expect(fresh.session.user.username).toBe("ada");
});

test("a user who lost the last role, or whose name is now another person's, gets no fresh session", async () => {
  const gone = [
    identityOf("ada", []),
    { ...identityOf("ada"), user: { ...identityOf("ada").user, subject: "x" } },
  ];
  for (const identity of gone) {
    const { confirm, signIn, authenticator } = createFixture();
    const { token } = await signIn("ada");
    authenticator.authenticate = async () => ({ kind: "authenticated", identity });
    const code = identity.roles.length === 0 ? "NO_ROLE_MAPPED" : "CREDENTIALS_REJECTED";
    await expect(confirm(token)).rejects.toMatchObject({ code });
  }
});

test("a provider that is not configured any more confirms no user", async () => {
  const { signIn, sessions, store } = createFixture();
  const { token } = await signIn("ada");
  const { sessions: others } = createFixture({ store, authenticators: [] });
  expect(sessions).not.toBe(others);
  const attempt = others.reauthenticate({ token, password: "right", clientAddress: "192.0.2.7" });
  await expect(attempt).rejects.toMatchObject({ code: "CREDENTIALS_REJECTED", reason: "unknown-user" });
});
