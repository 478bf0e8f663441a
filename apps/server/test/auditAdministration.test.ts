import { expect, test } from "vitest";
import { formatAuditEvent } from "../src/audit/auditEvents.ts";
import { createTestApi, type TestApi } from "./support/createTestApi.ts";
import { PASSWORD } from "./support/createTestAuthenticator.ts";
import { idOf } from "./support/idOf.ts";

const NEW_PASSWORD = "canary horse battery staple";
const admin = { provider: "local", username: "admin", subject: "admin" };
const operator = { provider: "local", username: "operator", subject: "operator" };

/** An administrator and an operator, both signed in, and what a call of either leaves in the trail. */
async function createFixture() {
  const api = await createTestApi();
  const tokens = { admin: await api.signIn(), operator: await api.signIn("operator") };
  const ids = { admin: await idOf(api, tokens.admin), operator: await idOf(api, tokens.operator) };
  const call = async (who: keyof typeof tokens, line: string, body?: object) => {
    const [method = "", path = ""] = line.split(" ");
    const before = api.events.length;
    const request = api.call(method, path).set("x-hm-authorization", tokens[who]);
    const response = await (body === undefined ? request : request.send(body));
    const lines = api.events.slice(before).map((event) => formatAuditEvent(event, 0));
    const records = lines.map((line): Record<string, unknown> => JSON.parse(line));
    expect(records.map(({ requestId }) => requestId)).toEqual(
      records.map(() => response.headers["x-transaction-id"]),
    );
    expect(lines.join()).not.toContain("canary");
    return { status: response.status, records };
  };
  return { api, ids, call };
}

type Fixture = Awaited<ReturnType<typeof createFixture>>;

const ended = (reason: string, scope: string, count: number) => ({
  event: "authn_token_revoked",
  result: "success",
  details: { reason, scope, ended: count },
});

test.each([
  {
    name: "ending a session of one's own",
    act: ({ call, ids }: Fixture) => call("operator", `DELETE /live-sessions/${ids.operator}`),
    want: ({ ids }: Fixture) => ({ ...ended("by-user", "one", 1), who: operator, sessionId: ids.operator }),
  },
  {
    name: "ending a session of another user",
    act: ({ call, ids }: Fixture) => call("admin", `DELETE /live-sessions/${ids.operator}`),
    want: ({ ids }: Fixture) => ({
      ...ended("by-administrator", "one", 1),
      who: admin,
      target: operator,
      sessionId: ids.operator,
    }),
  },
  {
    name: "ending one's other sessions",
    act: async ({ api, call }: Fixture) => {
      await api.signIn();
      return call("admin", "POST /live-sessions/end-others");
    },
    want: ({ ids }: Fixture) => ({ ...ended("by-user", "others", 1), who: admin, sessionId: ids.admin }),
  },
  {
    name: "ending all sessions of a user",
    act: ({ call }: Fixture) =>
      call("admin", "POST /live-sessions/end-user", { authType: "local", username: "operator" }),
    want: () => ({
      ...ended("by-administrator", "user", 1),
      who: admin,
      target: { provider: "local", username: "operator" },
    }),
  },
  {
    name: "ending all sessions",
    act: ({ call }: Fixture) => call("admin", "POST /live-sessions/end-all"),
    want: () => ({ ...ended("by-administrator", "all", 2), who: admin }),
  },
  {
    name: "disabling sign-ins",
    act: ({ call }: Fixture) => call("admin", "PUT /sign-ins", { open: false }),
    want: () => ({ event: "authz_admin", who: admin, details: { action: "sign-ins-closed" } }),
  },
])("LOG-01 $name records one line", async ({ act, want }) => {
  const fixture = await createFixture();
  const { status, records } = await act(fixture);
  expect(status).toBe(200);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject(want(fixture));
});

test("LOG-01 a change of password records the change, the sessions that ended and the new session", async () => {
  const { ids, call } = await createFixture();
  const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  const { status, records } = await call("admin", "PUT /account/password", body);
  expect(status).toBe(200);
  expect(records).toMatchObject([
    { event: "authn_password_change", who: admin, sessionId: ids.admin },
    { ...ended("password-changed", "user", 1), who: admin },
    { event: "session_created", who: admin, sessionId: expect.not.stringMatching(ids.admin) },
  ]);
});

test.each([
  {
    name: "a wrong current password",
    body: { currentPassword: "canary", newPassword: NEW_PASSWORD },
    reason: "wrong-password",
  },
  {
    name: "a weak new password",
    body: { currentPassword: PASSWORD, newPassword: "canary" },
    reason: "unsuitable-password",
  },
])("LOG-01 $name records one line with the user", async ({ body, reason }) => {
  const { ids, call } = await createFixture();
  const { records } = await call("admin", "PUT /account/password", body);
  expect(records).toMatchObject([
    {
      event: "authn_password_change_fail",
      level: "CRITICAL",
      result: "failure",
      who: admin,
      sessionId: ids.admin,
      details: { reason },
    },
  ]);
});

test.each([
  { operation: "listSessions", line: "GET /live-sessions?scope=all" },
  { operation: "endAllSessions", line: "POST /live-sessions/end-all" },
  { operation: "setSignInState", line: "PUT /sign-ins", body: { open: false } },
])("LOG-01 $operation without the role records one line with the user", async ({ operation, line, body }) => {
  const { ids, call } = await createFixture();
  const { status, records } = await call("operator", line, body);
  expect(status).toBe(403);
  expect(records).toMatchObject([
    {
      event: "authz_fail",
      result: "denied",
      who: operator,
      sessionId: ids.operator,
      details: { operation, reason: "missing-role" },
    },
  ]);
});

test("LOG-01 a sensitive call long after the sign-in records one line with the user", async () => {
  const { api, call } = await createFixture();
  api.clock.advanceSeconds(301);
  const { records } = await call("admin", "POST /live-sessions/end-all");
  const details = { operation: "endAllSessions", reason: "stale-authentication" };
  expect(records).toMatchObject([{ event: "authz_fail", who: admin, details }]);
});

test("LOG-01 reading sessions records no line", async () => {
  const { ids, call } = await createFixture();
  for (const path of ["live-sessions?scope=all", `live-sessions/${ids.operator}`]) {
    expect(await call("admin", `GET /${path}`)).toEqual({ status: 200, records: [] });
  }
});

test("an overloaded server still ends sessions and disables sign-ins", async () => {
  const { api, call } = await createFixture();
  api.overload();
  const statuses = [
    (await call("admin", "GET /live-sessions")).status,
    (await call("admin", "PUT /sign-ins", { open: false })).status,
    (await call("admin", "POST /live-sessions/end-all")).status,
  ];
  expect(statuses).toEqual([503, 200, 200]);
});

test("no two requests share a transaction id", async () => {
  const api: TestApi = await createTestApi();
  for (let count = 0; count < 50; count += 1) await api.get("/sessions");
  expect(new Set(api.events.map(({ requestId }) => requestId)).size).toBe(50);
});
