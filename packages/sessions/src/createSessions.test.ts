import { expect, test } from "vitest";
import { createTestSessions } from "../test/createTestSessions.ts";
import { InvalidLimitsError } from "./errors/SessionsError.ts";

test.each([
  { name: "an idle limit below 30 s", limits: { idleTimeoutSeconds: 29 }, want: "at least 30" },
  {
    name: "an absolute limit above a day",
    limits: { absoluteTimeoutSeconds: 86_401 },
    want: "at most 86400",
  },
  {
    name: "an idle limit above the absolute one",
    limits: { idleTimeoutSeconds: 600, absoluteTimeoutSeconds: 599 },
    want: "longer than the absolute limit of 599 s",
  },
  {
    name: "an idle limit that is no number",
    limits: { idleTimeoutSeconds: Number.NaN },
    want: "whole number",
  },
  { name: "half a second", limits: { idleTimeoutSeconds: 30.5 }, want: "whole number" },
  { name: "no session per user", limits: { sessionsPerUser: 0 }, want: "cap of sessions per user is 0" },
  { name: "no session in all", limits: { sessionsInAll: 0 }, want: "cap of sessions in all is 0" },
  {
    name: "no time for a recent sign-in",
    limits: { recentAuthenticationSeconds: 0 },
    want: "recent sign-in",
  },
])("SES-09 $name is rejected at the start", ({ limits, want }) => {
  expect(() => createTestSessions({ limits })).toThrow(want);
});

test("SES-09 the error names all problems", () => {
  const limits = { idleTimeoutSeconds: 1, absoluteTimeoutSeconds: 100_000, sessionsPerUser: -1 };
  try {
    createTestSessions({ limits });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: "INVALID_LIMITS" });
    expect(error instanceof InvalidLimitsError && error.faults).toHaveLength(3);
  }
});

test.each([
  { idleTimeoutSeconds: 30, absoluteTimeoutSeconds: 30 },
  { idleTimeoutSeconds: 86_400, absoluteTimeoutSeconds: 86_400 },
])("SES-09 the limits of the range are accepted: %o", async (limits) => {
  const { signIn } = createTestSessions({ limits });
  expect((await signIn()).session.user.username).toBe("ada");
});
