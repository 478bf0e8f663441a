import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";
import { StoreUnavailableError } from "../errors/SessionsError.ts";

const rejected = { code: "NO_ACTIVE_SESSION", message: "No active session found" };

test("SES-07 a call renews the idle limit and an unused session ends", async () => {
  const { sessions, clock, signIn } = createTestSessions({ limits: { idleTimeoutSeconds: 60 } });
  const { token } = await signIn();
  clock.advanceSeconds(59);
  const session = await sessions.readSession({ token });
  expect(session.lastSeenAtMs).toBe(clock.nowMs());
  expect(session.idleExpiresAtMs).toBe(clock.nowMs() + 60_000);
  clock.advanceSeconds(60);
  await expect(sessions.readSession({ token })).rejects.toMatchObject(rejected);
});

test("SES-07 calls that fail renew nothing", async () => {
  const { sessions, clock, signIn, opens } = createTestSessions({ limits: { idleTimeoutSeconds: 60 } });
  const { token, session } = await signIn();
  for (let second = 0; second < 60; second += 10) {
    clock.advanceSeconds(10);
    await expect(sessions.readSession({ token: session.id })).rejects.toMatchObject(rejected);
    await expect(sessions.readSession({ token: token.slice(1) })).rejects.toMatchObject(rejected);
  }
  expect(await opens(token)).toBe(false);
});

test("SES-08 the absolute limit holds under constant use", async () => {
  const limits = { idleTimeoutSeconds: 60, absoluteTimeoutSeconds: 300 };
  const { clock, signIn, opens } = createTestSessions({ limits });
  const { token } = await signIn();
  for (let second = 30; second < 300; second += 30) {
    clock.advanceSeconds(30);
    expect(await opens(token)).toBe(true);
  }
  clock.advanceSeconds(30);
  expect(await opens(token)).toBe(false);
});

test("SES-08 the idle end shown is never after the absolute end", async () => {
  const limits = { idleTimeoutSeconds: 60, absoluteTimeoutSeconds: 90 };
  const { sessions, clock, signIn } = createTestSessions({ limits });
  const { token, session } = await signIn();
  clock.advanceSeconds(59);
  const seen = await sessions.readSession({ token });
  expect(seen.expiresAtMs).toBe(session.expiresAtMs);
  expect(seen.idleExpiresAtMs).toBe(session.expiresAtMs);
});

test("SES-10 unknown, malformed, expired and ended tokens are rejected alike, by the same one call", async () => {
  const calls: string[] = [];
  const { store } = createTestSessions();
  const counting = {
    ...store,
    touch: (request: Parameters<typeof store.touch>[0]) => {
      calls.push(request.tokenHash);
      return store.touch(request);
    },
  };
  const { sessions, clock, signIn } = createTestSessions({ store: counting });
  const expired = await signIn();
  clock.advanceSeconds(1800);
  const ended = await signIn();
  await sessions.endSession(ended);
  const unknown = randomBytes(32).toString("base64url");
  const malformed = [
    "",
    " ",
    "Bearer x",
    "\u0000",
    "\ud800",
    "x".repeat(8000),
    `${unknown}=`,
    "../../etc/passwd",
  ];
  const tokens = [unknown, expired.token, ended.token, ...malformed];
  for (const token of tokens) {
    await expect(sessions.readSession({ token })).rejects.toMatchObject(rejected);
    await expect(sessions.endSession({ token })).rejects.toMatchObject(rejected);
  }
  expect(calls).toHaveLength(tokens.length);
  expect(calls.every((tokenHash) => /^[\w-]{43}$/.test(tokenHash))).toBe(true);
});

test("SES-02 a token that a caller chose opens nothing", async () => {
  const { signIn, opens } = createTestSessions();
  const { token } = await signIn();
  expect(await opens("A".repeat(43))).toBe(false);
  expect(token).not.toBe("A".repeat(43));
});

test("OPS-01 a store that does not respond accepts no token", async () => {
  const unavailable = () => Promise.reject(new StoreUnavailableError("touch", { cause: new Error("disk") }));
  const { store } = createTestSessions();
  const { sessions, signIn } = createTestSessions({
    store: { ...store, touch: unavailable, take: unavailable },
  });
  const { token } = await signIn();
  const want = { code: "STORE_UNAVAILABLE", operation: "touch", cause: { message: "disk" } };
  await expect(sessions.readSession({ token })).rejects.toMatchObject(want);
  await expect(sessions.endSession({ token })).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
});
