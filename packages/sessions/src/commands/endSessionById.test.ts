import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";

const stale = { code: "RECENT_AUTHENTICATION_REQUIRED" };

test("SES-15 a user ends one of the own sessions at any time", async () => {
  const { sessions, clock, signIn, opens } = createTestSessions();
  const first = await signIn("ada");
  const second = await signIn("ada");
  clock.advanceSeconds(600);
  const { actor, ended } = await sessions.endSessionById({ token: first.token, id: second.session.id });
  expect([actor.id, ended.id]).toEqual([first.session.id, second.session.id]);
  expect(await opens(second.token)).toBe(false);
  expect(await opens(first.token)).toBe(true);
});

test("SES-15 a user cannot end, or learn of, the session of another", async () => {
  const { sessions, signIn, opens } = createTestSessions();
  const ada = await signIn("ada");
  const bob = await signIn("bob");
  for (const id of [ada.session.id, "unknown"]) {
    await expect(sessions.endSessionById({ token: bob.token, id })).rejects.toMatchObject({
      code: "SESSION_NOT_FOUND",
    });
  }
  expect(await opens(ada.token)).toBe(true);
});

test("SES-16 SES-19 an administrator who signed in just now ends the session of another", async () => {
  const { sessions, clock, signIn, opens } = createTestSessions();
  const ada = await signIn("ada");
  const admin = await signIn("admin");
  clock.advanceSeconds(301);
  const end = (token: string) => sessions.endSessionById({ token, id: ada.session.id });
  await expect(end(admin.token)).rejects.toMatchObject(stale);
  expect(await opens(ada.token)).toBe(true);
  const again = await signIn("admin");
  expect((await end(again.token)).ended.id).toBe(ada.session.id);
  expect(await opens(ada.token)).toBe(false);
  await expect(end(again.token)).rejects.toMatchObject({ code: "SESSION_NOT_FOUND" });
});

test("SES-15 SES-19 ending all others of mine keeps mine, and needs a recent sign-in", async () => {
  const { sessions, clock, signIn, opens } = createTestSessions();
  const old = await signIn("ada");
  const bob = await signIn("bob");
  clock.advanceSeconds(301);
  await expect(sessions.endOtherSessions(old)).rejects.toMatchObject({
    ...stale,
    recentAuthenticationSeconds: 300,
    message: expect.stringContaining("Sign in again"),
  });
  const mine = await signIn("ada");
  expect(await sessions.endOtherSessions(mine)).toMatchObject({ actor: { id: mine.session.id }, ended: 1 });
  expect(await opens(old.token)).toBe(false);
  expect(await opens(mine.token)).toBe(true);
  expect(await opens(bob.token)).toBe(true);
});

test("SES-19 a sign-in counts as recent for exactly the time set", async () => {
  const { sessions, clock, signIn } = createTestSessions({ limits: { recentAuthenticationSeconds: 10 } });
  const { token } = await signIn("admin");
  clock.advanceSeconds(10);
  expect((await sessions.readAdministrator({ token })).user.username).toBe("admin");
  clock.advanceSeconds(1);
  await expect(sessions.readAdministrator({ token })).rejects.toMatchObject(stale);
});

test("SES-16 an administrator ends all sessions of a user", async () => {
  const { sessions, signIn, opens } = createTestSessions();
  const ada = [await signIn("ada"), await signIn("ada")];
  const bob = await signIn("bob");
  const { token } = await signIn("admin");
  const end = (username: string) => sessions.endUserSessions({ token, authType: "local", username });
  expect((await end("ada")).ended).toBe(2);
  expect((await end("ada")).ended).toBe(0);
  expect((await end("eve")).ended).toBe(0);
  for (const { token: ended } of ada) expect(await opens(ended)).toBe(false);
  expect(await opens(bob.token)).toBe(true);
});

test("SES-16 an administrator ends all sessions, the own one too", async () => {
  const { sessions, signIn, opens } = createTestSessions();
  const tokens = [(await signIn("ada")).token, (await signIn("bob")).token, (await signIn("admin")).token];
  const [, , token = ""] = tokens;
  expect((await sessions.endAllSessions({ token })).ended).toBe(3);
  for (const ended of tokens) expect(await opens(ended)).toBe(false);
});

test.each(["endUserSessions", "endAllSessions", "readAdministrator"] as const)(
  "SES-19 %s needs the role and a recent sign-in",
  async (name) => {
    const { sessions, clock, signIn } = createTestSessions();
    const call = (token: string) => sessions[name]({ token, authType: "local", username: "ada" });
    await expect(call((await signIn("ada")).token)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    const { token } = await signIn("admin");
    clock.advanceSeconds(301);
    await expect(call(token)).rejects.toMatchObject(stale);
  },
);

test("the operator of the machine lists and ends sessions without a token", async () => {
  const { sessions, signIn, opens } = createTestSessions();
  const { operator } = sessions;
  const ada = await signIn("ada");
  const bob = await signIn("bob");
  expect((await operator.listSessions({ limit: 1 })).nextCursor).toBeDefined();
  expect((await operator.endSession({ id: ada.session.id })).user.username).toBe("ada");
  await expect(operator.endSession({ id: ada.session.id })).rejects.toMatchObject({
    code: "SESSION_NOT_FOUND",
  });
  expect(await operator.endUser({ authType: "local", subject: "bob" })).toEqual({ ended: 1 });
  expect(await opens(bob.token)).toBe(false);
  await signIn("ada");
  expect(await operator.endAll()).toEqual({ ended: 1 });
});
