import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";

test("SES-21 a sweep reports each expired session once, and the number of live ones", async () => {
  const { sessions, clock, signIn } = createTestSessions();
  const ada = await signIn("ada");
  clock.advanceSeconds(1800);
  await signIn("bob");
  const swept = await sessions.sweepSessions();
  expect(swept.expired.map((session) => session.id)).toEqual([ada.session.id]);
  expect(swept).toMatchObject({ more: false, live: 1 });
  expect((await sessions.sweepSessions()).expired).toEqual([]);
});

test("SES-21 a sweep takes bounded steps", async () => {
  const { sessions, clock, signIn } = createTestSessions({ limits: { sessionsPerUser: 300 } });
  for (let count = 0; count < 75; count += 1) await signIn("ada");
  clock.advanceSeconds(1800);
  const first = await sessions.sweepSessions();
  const second = await sessions.sweepSessions();
  expect([first.expired.length, first.more]).toEqual([50, true]);
  expect([second.expired.length, second.more]).toEqual([25, false]);
});
