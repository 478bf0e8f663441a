import { expect, test } from "vitest";
import { createTestSessions, identityOf } from "../../test/createTestSessions.ts";
import type { AttemptResult } from "../ports/AttemptLimiter.ts";

function createFixture(overrides: Parameters<typeof createTestSessions>[0] = {}) {
  const fixture = createTestSessions(overrides);
  return {
    ...fixture,
    change: (token: string, currentPassword = "right", newPassword = "better") =>
      fixture.sessions.changePassword({ token, currentPassword, newPassword, clientAddress: "192.0.2.7" }),
  };
}

test("SES-18 a password change ends all sessions of the user and returns a fresh one", async () => {
  const { change, signIn, opens } = createFixture();
  const other = await signIn("ada");
  const mine = await signIn("ada");
  const bob = await signIn("bob");
  const fresh = await change(mine.token);
  expect(fresh).toMatchObject({ ended: 2, actor: { id: mine.session.id } });
  expect(fresh.session.id).not.toBe(mine.session.id);
  expect(await opens(other.token)).toBe(false);
  expect(await opens(mine.token)).toBe(false);
  expect(await opens(fresh.token)).toBe(true);
  expect(await opens(bob.token)).toBe(true);
});

test("AUT-19 a password change needs the current password, and a wrong one counts as a failed sign-in", async () => {
  const results: AttemptResult[] = [];
  const limiter = {
    begin: async () =>
      ({
        kind: "admitted",
        familiar: false,
        settle: async (result: AttemptResult) => void results.push(result),
      }) as const,
  };
  const { change, signIn, opens, authenticator } = createFixture({ limiter });
  const { token } = await signIn("ada");
  await expect(change(token, "wrong")).rejects.toMatchObject({
    code: "CREDENTIALS_REJECTED",
    reason: "wrong-password",
    attempt: { authType: "local", username: "ada", clientAddress: "192.0.2.7" },
  });
  expect(results).toEqual(["accepted", "refused"]);
  expect(authenticator.password).toBe("right");
  expect(await opens(token)).toBe(true);
});

test("AUT-03 a new password that may not be used changes nothing", async () => {
  const { change, signIn, opens } = createFixture();
  const { token } = await signIn("ada");
  await expect(change(token, "right", "weak")).rejects.toMatchObject({
    code: "PASSWORD_REFUSED",
    faults: ["The password is weak."],
  });
  expect(await opens(token)).toBe(true);
});

test("SES-19 a password change needs a recent sign-in", async () => {
  const { change, clock, signIn } = createFixture();
  const { token } = await signIn("ada");
  clock.advanceSeconds(301);
  await expect(change(token)).rejects.toMatchObject({ code: "RECENT_AUTHENTICATION_REQUIRED" });
});

test.each([
  { name: "an empty current password", current: "", next: "better" },
  { name: "an empty new password", current: "right", next: "" },
  { name: "a new password of 1,025 bytes", current: "right", next: "x".repeat(1025) },
])("AUT-02 $name is rejected before the provider is called", async ({ current, next }) => {
  const { change, signIn, authenticator } = createFixture();
  const { token } = await signIn("ada");
  authenticator.asked.length = 0;
  await expect(change(token, current, next)).rejects.toMatchObject({ code: "MALFORMED_CREDENTIALS" });
  expect(authenticator.asked).toEqual([]);
});

test("a password that is kept elsewhere is not changed here", async () => {
  const { user, roles } = identityOf("ada");
  const identity = { user: { ...user, authType: "vsphere" }, roles };
  const vsphere = {
    authType: "vsphere",
    authenticate: async () => ({ kind: "authenticated", identity }) as const,
  };
  const { sessions, change } = createFixture({ authenticators: [vsphere] });
  const { token } = await sessions.signIn({
    authType: "vsphere",
    username: "ada",
    password: "right",
    clientAddress: "192.0.2.7",
  });
  await expect(change(token)).rejects.toMatchObject({ code: "PASSWORD_NOT_CHANGEABLE", authType: "vsphere" });
});

test("SES-18 a sign-in with the old password that is under way during the change keeps no session", async () => {
  const { sessions, store, change, signIn, authenticator, clock } = createFixture();
  const mine = await signIn("ada");
  let changed: Promise<unknown> | undefined;
  const slow = createTestSessions({
    clock,
    authenticators: [authenticator],
    store: {
      ...store,
      async create(request) {
        changed ??= change(mine.token);
        await changed;
        return store.create(request);
      },
    },
  });
  const late = slow.sessions.signIn({
    authType: "local",
    username: "ada",
    password: "right",
    clientAddress: "192.0.2.9",
  });
  await expect(late).rejects.toMatchObject({ code: "CREDENTIALS_REJECTED", reason: "closed-meanwhile" });
  expect((await sessions.operator.listSessions({})).sessions).toHaveLength(1);
});
