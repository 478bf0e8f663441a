import { expect, test } from "vitest";
import { createFakeAuthenticator, createTestSessions, identityOf } from "../../test/createTestSessions.ts";
import type { AttemptDecision, AttemptResult } from "../ports/AttemptLimiter.ts";
import type { AuthenticationOutcome, Authenticator } from "../ports/Authenticator.ts";

const attempt = { authType: "local", username: "ada", password: "right", clientAddress: "192.0.2.7" };

/** A provider with one fixed outcome. */
function authenticatorOf(outcome: AuthenticationOutcome): Authenticator {
  return { authType: "local", authenticate: async () => outcome };
}

/** A limiter with one fixed decision that records the results it is given. */
function createFakeLimiter(decision: Exclude<AttemptDecision, { kind: "admitted" }> | { kind: "admitted" }) {
  const results: AttemptResult[] = [];
  const settle = async (result: AttemptResult) => void results.push(result);
  return { results, begin: async () => ({ familiar: false, settle, ...decision }) };
}

test("SES-01 SES-11 a sign-in returns a 256-bit token and a session that does not contain it", async () => {
  const { sessions, clock } = createTestSessions();
  const { token, session, evicted } = await sessions.signIn(attempt);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(session.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(JSON.stringify(session)).not.toContain(token);
  expect(session).toMatchObject({
    user: { authType: "local", username: "ada" },
    roles: ["Operator"],
    createdAtMs: clock.nowMs(),
    lastSeenAtMs: clock.nowMs(),
    authenticatedAtMs: clock.nowMs(),
    idleExpiresAtMs: clock.nowMs() + 1_800_000,
    expiresAtMs: clock.nowMs() + 43_200_000,
    clientAddress: "192.0.2.7",
  });
  expect(evicted).toEqual([]);
});

test("SES-01 of 10,000 tokens none repeats, and their bits are even", async () => {
  const { sessions } = createTestSessions({ limits: { sessionsPerUser: 10 } });
  const tokens = new Set<string>();
  let ones = 0;
  for (let count = 0; count < 10_000; count += 1) {
    const { token } = await sessions.signIn(attempt);
    tokens.add(token);
    for (const byte of Buffer.from(token, "base64url")) ones += byte.toString(2).replaceAll("0", "").length;
  }
  expect(tokens.size).toBe(10_000);
  // 2,560,000 fair bits: six standard deviations are 4,800.
  expect(Math.abs(ones - 1_280_000)).toBeLessThan(4800);
});

test("SES-03 the store is given a digest, and neither the token nor a part of it", async () => {
  const seen: string[] = [];
  const { store } = createTestSessions();
  const spy = {
    ...store,
    create: (request: Parameters<typeof store.create>[0]) => {
      seen.push(JSON.stringify(request));
      return store.create(request);
    },
  };
  const { token } = await createTestSessions({ store: spy }).signIn();
  const raw = Buffer.from(token, "base64url");
  for (const form of [token, raw.toString("hex"), raw.toString("base64"), token.slice(0, 16)]) {
    expect(seen.join()).not.toContain(form);
  }
});

test("AUT-12 an auth type without a provider is rejected", async () => {
  const { sessions } = createTestSessions();
  for (const authType of ["vsphere", "LOCAL", "", "__proto__"]) {
    await expect(sessions.signIn({ ...attempt, authType })).rejects.toMatchObject({
      code: "UNSUPPORTED_AUTH_TYPE",
      message: `Unsupported auth type: ${authType}`,
    });
  }
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
    attempt: { authType: "local", username, clientAddress: "192.0.2.7" },
  });
});

test.each([
  { name: "an empty password", credentials: { password: "" }, field: "password" },
  { name: "an empty username", credentials: { username: "" }, field: "username" },
  { name: "a password of 1,025 bytes", credentials: { password: "x".repeat(1025) }, field: "password" },
  {
    name: "a password of 1,026 bytes in 342 characters",
    credentials: { password: "\u20ac".repeat(342) },
    field: "password",
  },
])("AUT-02 AUT-05 $name is rejected before the provider is called", async ({ credentials, field }) => {
  const { sessions, authenticator } = createTestSessions();
  await expect(sessions.signIn({ ...attempt, ...credentials })).rejects.toMatchObject({
    code: "MALFORMED_CREDENTIALS",
    field,
  });
  expect(authenticator.asked).toEqual([]);
});

test("AUT-02 a password of 1,024 bytes is checked", async () => {
  const { sessions, authenticator } = createTestSessions();
  const password = "x".repeat(1024);
  authenticator.password = password;
  expect((await sessions.signIn({ ...attempt, password })).session.user.username).toBe("ada");
});

test("AUT-18 a user without a role gets no session", async () => {
  const { sessions } = createTestSessions();
  await expect(sessions.signIn({ ...attempt, username: "nobody" })).rejects.toMatchObject({
    code: "NO_ROLE_MAPPED",
    user: { username: "nobody" },
    clientAddress: "192.0.2.7",
  });
  expect((await sessions.operator.listSessions({})).sessions).toEqual([]);
});

test("AUT-13 the same name in two providers is two people, with caps of their own", async () => {
  const local = createFakeAuthenticator([identityOf("ada")]);
  const vsphere = createFakeAuthenticator([identityOf("ada")], { authType: "vsphere" });
  const { sessions, opens } = createTestSessions({
    authenticators: [local, vsphere],
    limits: { sessionsPerUser: 1 },
  });
  const first = await sessions.signIn(attempt);
  const second = await sessions.signIn({ ...attempt, authType: "vsphere" });
  expect(await opens(first.token)).toBe(true);
  await sessions.operator.endUser({ authType: "vsphere", username: "ada" });
  expect(await opens(first.token)).toBe(true);
  expect(await opens(second.token)).toBe(false);
});

test("SES-12 at the cap the longest-idle session ends and is named in the result", async () => {
  const { sessions, clock, signIn, opens } = createTestSessions({ limits: { sessionsPerUser: 2 } });
  const first = await signIn();
  clock.advanceSeconds(1);
  const second = await signIn();
  clock.advanceSeconds(1);
  await sessions.readSession({ token: first.token });
  const third = await signIn();
  expect(third.evicted.map((session) => session.id)).toEqual([second.session.id]);
  expect(await opens(first.token)).toBe(true);
  expect(await opens(second.token)).toBe(false);
});

test("SES-13 in a full store users are rejected and an administrator signs in", async () => {
  const { signIn, opens } = createTestSessions({ limits: { sessionsInAll: 1 } });
  const ada = await signIn("ada");
  await expect(signIn("bob")).rejects.toMatchObject({
    code: "SESSION_LIMIT_REACHED",
    user: { username: "bob" },
    maxInAll: 1,
  });
  const admin = await signIn("admin");
  expect(admin.evicted.map((session) => session.id)).toEqual([ada.session.id]);
  expect(await opens(admin.token)).toBe(true);
});

test("AUT-07 during a lock the right password fails like a wrong one, at the same cost", async () => {
  const limiter = createFakeLimiter({ kind: "locked" });
  const { sessions, authenticator } = createTestSessions({ limiter });
  await expect(sessions.signIn(attempt)).rejects.toMatchObject({
    code: "CREDENTIALS_REJECTED",
    message: "Invalid username or password.",
    reason: "locked",
  });
  expect(authenticator.asked).toEqual([{ username: "ada", mustReject: true }]);
  expect(limiter.results).toEqual([]);
});

test("AUT-07 a provider that accepts although it must reject opens no session", async () => {
  const identity = identityOf("ada");
  const { sessions } = createTestSessions({
    limiter: createFakeLimiter({ kind: "locked" }),
    authenticators: [authenticatorOf({ kind: "authenticated", identity })],
  });
  await expect(sessions.signIn(attempt)).rejects.toMatchObject({ code: "CREDENTIALS_REJECTED" });
});

test("AUT-10 an address that has to wait is rejected with the delay, and no provider is called", async () => {
  const limiter = createFakeLimiter({ kind: "limited", retryAfterSeconds: 42 });
  const { sessions, authenticator } = createTestSessions({ limiter });
  await expect(sessions.signIn(attempt)).rejects.toMatchObject({
    code: "TOO_MANY_ATTEMPTS",
    retryAfterSeconds: 42,
    attempt: { username: "ada" },
  });
  expect(authenticator.asked).toEqual([]);
});

test.each<{ name: string; outcome: AuthenticationOutcome; code: string; result: AttemptResult }>([
  {
    name: "OPS-04 a provider without room",
    outcome: { kind: "busy", retryAfterSeconds: 1 },
    code: "SIGN_IN_BUSY",
    result: "unchecked",
  },
  {
    name: "AUT-14 a provider that does not respond",
    outcome: { kind: "unavailable", cause: new Error("refused") },
    code: "AUTHENTICATOR_UNAVAILABLE",
    result: "unchecked",
  },
  {
    name: "AUT-07 a wrong password",
    outcome: { kind: "refused", reason: "wrong-password" },
    code: "CREDENTIALS_REJECTED",
    result: "refused",
  },
])("$name is settled as $result", async ({ outcome, code, result }) => {
  const limiter = createFakeLimiter({ kind: "admitted" });
  const { sessions } = createTestSessions({ limiter, authenticators: [authenticatorOf(outcome)] });
  await expect(sessions.signIn(attempt)).rejects.toMatchObject({ code });
  expect(limiter.results).toEqual([result]);
});

test("AUT-14 a provider that breaks is not available, and the attempt is settled", async () => {
  const limiter = createFakeLimiter({ kind: "admitted" });
  const broken = { authType: "local", authenticate: () => Promise.reject(new Error("broken")) };
  const { sessions } = createTestSessions({ limiter, authenticators: [broken] });
  await expect(sessions.signIn(attempt)).rejects.toMatchObject({
    code: "AUTHENTICATOR_UNAVAILABLE",
    authType: "local",
    cause: { message: "broken" },
  });
  expect(limiter.results).toEqual(["unchecked"]);
});

test("while sign-ins are disabled no session opens and live sessions stay", async () => {
  const { sessions, signIn, opens, authenticator } = createTestSessions();
  const { token } = await signIn("admin");
  authenticator.asked.length = 0;
  await sessions.setSignInsClosed({ token, closed: true });
  await expect(signIn("admin")).rejects.toMatchObject({ code: "SIGN_INS_CLOSED" });
  expect(authenticator.asked).toEqual([]);
  expect(await opens(token)).toBe(true);
  expect(await sessions.operator.areSignInsClosed()).toBe(true);
  await sessions.operator.setSignInsClosed(false);
  expect((await signIn("ada")).session.user.username).toBe("ada");
});

test("only an administrator disables sign-ins", async () => {
  const { sessions, signIn } = createTestSessions();
  const { token } = await signIn("ada");
  await expect(sessions.setSignInsClosed({ token, closed: true })).rejects.toMatchObject({
    code: "NOT_PERMITTED",
    neededRole: "System Administrator",
    actor: { user: { username: "ada" } },
  });
});
