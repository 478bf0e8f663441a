import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";

test("SES-04 a token that was signed out opens nothing", async () => {
  const { sessions, signIn } = createTestSessions();
  const { token, session } = await signIn();
  expect((await sessions.endSession({ token })).id).toBe(session.id);
  await expect(sessions.readSession({ token })).rejects.toMatchObject({ code: "NO_ACTIVE_SESSION" });
});

test("SES-06 a second sign-out finds no active session", async () => {
  const { sessions, signIn } = createTestSessions();
  const { token } = await signIn();
  await sessions.endSession({ token });
  await expect(sessions.endSession({ token })).rejects.toMatchObject({
    code: "NO_ACTIVE_SESSION",
    message: "No active session found",
  });
});
