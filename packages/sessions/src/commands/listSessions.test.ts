import { expect, test } from "vitest";
import { createTestSessions } from "../../test/createTestSessions.ts";

test("SES-14 a user sees own sessions, the current one marked, and no token", async () => {
  const { sessions, signIn } = createTestSessions();
  const first = await signIn("ada");
  const second = await signIn("ada");
  await signIn("bob");
  const { actor, sessions: listed, ...rest } = await sessions.listSessions({ token: first.token });
  expect(actor.id).toBe(first.session.id);
  expect(new Map(listed.map((one) => [one.id, one.current]))).toEqual(
    new Map([
      [second.session.id, false],
      [first.session.id, true],
    ]),
  );
  expect(rest).toEqual({});
  for (const secret of [first.token, second.token]) expect(JSON.stringify(listed)).not.toContain(secret);
});

test("SES-14 a public id opens nothing as a token", async () => {
  const { signIn, opens } = createTestSessions();
  const { session } = await signIn();
  expect(await opens(session.id)).toBe(false);
});

test("SES-16 an administrator lists the sessions of all users, other users do not", async () => {
  const { sessions, signIn } = createTestSessions();
  const ada = await signIn("ada");
  const admin = await signIn("admin");
  const all = await sessions.listSessions({ token: admin.token, scope: "all" });
  expect(all.sessions.map((one) => one.user.username).sort()).toEqual(["ada", "admin"]);
  await expect(sessions.listSessions({ token: ada.token, scope: "all" })).rejects.toMatchObject({
    code: "NOT_PERMITTED",
  });
});

test("SES-16 pages follow one another and are complete", async () => {
  const { sessions, clock, signIn } = createTestSessions({ limits: { sessionsPerUser: 30 } });
  const want = new Set<string>();
  for (let count = 0; count < 25; count += 1) {
    want.add((await signIn("ada")).session.id);
    if (count % 7 === 0) clock.advanceSeconds(1);
  }
  const { token } = await signIn("admin");
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await sessions.listSessions({ token, scope: "all", username: "ada", limit: 10, cursor });
    seen.push(...page.sessions.map((one) => one.id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(25);
  expect(new Set(seen)).toEqual(want);
});

test("a full last page has no next page", async () => {
  const { sessions, signIn } = createTestSessions();
  await signIn("ada");
  const { token } = await signIn("ada");
  expect(await sessions.listSessions({ token, limit: 2 })).not.toHaveProperty("nextCursor");
});

test("SES-16 filters by user, address and auth type", async () => {
  const { sessions, signIn } = createTestSessions();
  await signIn("ada");
  const { token } = await signIn("admin");
  const find = async (filter: { username?: string; clientAddress?: string; authType?: string }) =>
    (await sessions.listSessions({ token, scope: "all", ...filter })).sessions.length;
  expect(await find({ username: "ada" })).toBe(1);
  expect(await find({ clientAddress: "192.0.2.7" })).toBe(2);
  expect(await find({ clientAddress: "192.0.2.8" })).toBe(0);
  expect(await find({ authType: "local", username: "admin" })).toBe(1);
  expect(await find({ authType: "vsphere" })).toBe(0);
});

test.each([
  { name: "a limit of none", page: { limit: 0 }, field: "limit" },
  { name: "a limit of 501", page: { limit: 501 }, field: "limit" },
  { name: "a limit that is no whole number", page: { limit: 1.5 }, field: "limit" },
  { name: "an empty cursor", page: { cursor: "" }, field: "cursor" },
  { name: "a cursor that this server did not make", page: { cursor: "bm9uc2Vuc2U" }, field: "cursor" },
])("a page with $name is rejected", async ({ page, field }) => {
  const { sessions, signIn } = createTestSessions();
  const { token } = await signIn();
  await expect(sessions.listSessions({ token, ...page })).rejects.toMatchObject({
    code: "INVALID_PAGE",
    field,
  });
});

test("SES-14 a session is shown to its owner and to an administrator", async () => {
  const { sessions, signIn } = createTestSessions();
  const ada = await signIn("ada");
  const bob = await signIn("bob");
  const admin = await signIn("admin");
  const look = async (token: string, id: string) => (await sessions.findSession({ token, id })).session;
  expect(await look(ada.token, ada.session.id)).toMatchObject({ id: ada.session.id, current: true });
  expect(await look(admin.token, ada.session.id)).toMatchObject({ id: ada.session.id, current: false });
  const notFound = { code: "SESSION_NOT_FOUND", message: "There is no such session." };
  await expect(look(bob.token, ada.session.id)).rejects.toMatchObject(notFound);
  await expect(look(bob.token, "unknown")).rejects.toMatchObject(notFound);
});

test("a session that an administrator reads is not renewed", async () => {
  const { sessions, clock, signIn } = createTestSessions();
  const ada = await signIn("ada");
  clock.advanceSeconds(60);
  const admin = await signIn("admin");
  const { session } = await sessions.findSession({ token: admin.token, id: ada.session.id });
  expect(session.lastSeenAtMs).toBe(ada.session.lastSeenAtMs);
});
