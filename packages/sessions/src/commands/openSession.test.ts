import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";

const attempt = { authType: "local", username: "ada", password: "right", clientAddress: "192.0.2.7" };

/** Sessions whose account is closed at the worst moment: when the password was right and nothing is written yet. */
function createClosingSessions(sessionsPerUser: number) {
  const { store, authenticator, clock, closeAccount } = createTestSessions();
  let closes = false;
  const closing = {
    ...store,
    async create(request: Parameters<typeof store.create>[0]) {
      if (closes) await closeAccount();
      return store.create(request);
    },
  };
  const { sessions } = createTestSessions({
    store: closing,
    authenticators: [authenticator],
    clock,
    limits: { sessionsPerUser },
  });
  return {
    sessions,
    closeMeanwhile: () => {
      closes = true;
    },
  };
}

test("SES-17 an account that is disabled during its sign-in gets no session", async () => {
  const { sessions, closeMeanwhile } = createClosingSessions(16);
  closeMeanwhile();
  await expect(sessions.signIn(attempt)).rejects.toMatchObject({
    code: "CREDENTIALS_REJECTED",
    reason: "closed-meanwhile",
  });
  expect((await sessions.operator.listSessions({})).sessions).toEqual([]);
});

test("SES-12 a sign-in that is rejected because its account was disabled evicts no session", async () => {
  const { sessions, closeMeanwhile } = createClosingSessions(1);
  const { session } = await sessions.signIn(attempt);
  closeMeanwhile();
  await expect(sessions.signIn(attempt)).rejects.toMatchObject({ reason: "closed-meanwhile" });
  const { sessions: live } = await sessions.operator.listSessions({});
  expect(live.map(({ id }) => id)).toEqual([session.id]);
});
