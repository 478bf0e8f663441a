import { expect, test } from "vitest";
import { auditEvents, formatAuditEvent } from "../src/audit/auditEvents.ts";
import { createTestApi, type TestApi } from "./support/createTestApi.ts";
import { PASSWORD } from "./support/createTestAuthenticator.ts";
import { unavailableStore } from "./support/failingStore.ts";

const CANARY = "canary-secret-in-a-password";
const signInBody = { username: "admin", password: PASSWORD };

/** The records so far, as parsed lines. */
function recordsOf(api: TestApi): readonly Record<string, unknown>[] {
  return api.events.map((event) => JSON.parse(formatAuditEvent(event, 0)));
}

test("LOG-01 a sign-in and a sign-out record one line each, with user, address, result, request and session", async () => {
  const api = await createTestApi();
  const signedIn = await api.post("/sessions").set("user-agent", "curl/8").send(signInBody).expect(200);
  const { user, session } = signedIn.body.data;
  const token = String(signedIn.headers["x-hm-authorization"]);
  const signedOut = await api.delete("/sessions").set("x-hm-authorization", token).expect(200);
  const common = {
    time: "1970-01-01T00:00:00.000Z",
    level: "INFO",
    result: "success",
    who: { provider: "local", username: "admin", subject: expect.any(String) },
    clientAddress: expect.stringContaining("127.0.0.1"),
    sessionId: session.id,
  };
  const records = recordsOf(api);
  expect(records).toEqual([
    { ...common, event: "authn_login_success", requestId: user.transactionId, userAgent: "curl/8" },
    { ...common, event: "session_logout", requestId: signedOut.headers["x-transaction-id"] },
  ]);
});

test.each([
  {
    name: "a wrong password",
    act: (api: TestApi) =>
      api
        .post("/sessions")
        .send({ ...signInBody, password: CANARY })
        .expect(401),
    want: { event: "authn_login_fail", result: "failure", details: { reason: "wrong-password" } },
  },
  {
    name: "an unknown user",
    act: (api: TestApi) => api.post("/sessions").send({ username: "stranger", password: CANARY }).expect(401),
    want: { event: "authn_login_fail", who: { username: "stranger" }, details: { reason: "unknown-user" } },
  },
  {
    name: "an account without a role",
    act: (api: TestApi) =>
      api
        .post("/sessions")
        .send({ ...signInBody, username: "nobody" })
        .expect(403),
    want: { event: "authn_login_fail", details: { reason: "no-role" } },
  },
  {
    name: "a sign-in with a full queue",
    act: (api: TestApi) =>
      api
        .post("/sessions")
        .send({ ...signInBody, username: "crowd" })
        .expect(429),
    want: { event: "authn_login_fail", details: { reason: "busy" } },
  },
  {
    name: "an empty password",
    act: (api: TestApi) => api.post("/sessions").send({ username: "admin", password: "" }).expect(400),
    want: { level: "WARN" },
  },
  {
    name: "a body that is not JSON",
    act: (api: TestApi) =>
      api.post("/sessions").type("json").send(`{"username":"admin","password":"${CANARY}"`).expect(400),
    want: {
      event: "input_validation_fail",
      result: "denied",
      details: { operation: "createSession", code: "MALFORMED_BODY" },
    },
  },
  {
    name: "a body of another type",
    act: (api: TestApi) => api.post("/sessions").type("text").send(CANARY).expect(415),
    want: { event: "input_validation_fail", details: { code: "UNSUPPORTED_MEDIA_TYPE" } },
  },
  {
    name: "an unknown token",
    act: (api: TestApi) => api.get("/sessions").set("x-hm-authorization", CANARY).expect(401),
    want: {
      event: "authz_fail",
      level: "CRITICAL",
      result: "denied",
      details: { operation: "getSession", reason: "no-active-session" },
    },
  },
  {
    name: "no token at all",
    act: (api: TestApi) => api.delete("/sessions").expect(401),
    want: { event: "authz_fail", details: { operation: "deleteSession", reason: "no-credential" } },
  },
  {
    name: "two tokens that disagree",
    act: (api: TestApi) =>
      api
        .get("/sessions")
        .set("x-hm-authorization", CANARY)
        .set("authorization", `Bearer ${CANARY}2`)
        .expect(400),
    want: { event: "input_validation_fail", details: { code: "DISAGREEING_CREDENTIALS" } },
  },
])("LOG-01 LOG-02 $name records one line without the secret", async ({ act, want }) => {
  const api = await createTestApi();
  const response = await act(api);
  const records = recordsOf(api);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ ...want, requestId: response.headers["x-transaction-id"] });
  expect(JSON.stringify(records)).not.toContain("canary");
});

test("LOG-01 SES-12 a session that is evicted at the cap records a line of its own", async () => {
  const api = await createTestApi();
  const ids: string[] = [];
  for (let count = 0; count < 17; count += 1) {
    api.clock.advanceSeconds(1);
    const response = await api.post("/sessions").send(signInBody).expect(200);
    ids.push(String(response.body.data.session.id));
  }
  const evictions = recordsOf(api).filter(({ event }) => event === "excess_sessions_exceeded");
  expect(evictions).toMatchObject([
    { sessionId: ids[0], who: { username: "admin" }, details: { newSessionId: ids[16] } },
  ]);
});

test("LOG-01 reading one's session and requesting an unknown path record no line", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const before = api.events.length;
  await api.get("/sessions").set("x-hm-authorization", token).expect(200);
  await api.get("/nothing-here").expect(404);
  expect(api.events).toHaveLength(before);
});

test("LOG-01 a sign-in that failed for an internal error records a line of its own", async () => {
  const api = await createTestApi({ store: unavailableStore("create") });
  await api.post("/sessions").send(signInBody).expect(503);
  expect(recordsOf(api)).toMatchObject([{ event: "authn_login_fail", details: { reason: "fault" } }]);
});

test("LOG-03 a line names a session by its public id and never by its token", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  await api.delete("/sessions").set("authorization", token).expect(200);
  await api.delete("/sessions").set("authorization", token).expect(401);
  expect(JSON.stringify(recordsOf(api))).not.toContain(token);
});

test("LOG-04 names and user agents of any kind record one line each, which parses", async () => {
  const api = await createTestApi();
  const names = ['a\r\n{"event":"x"}', "\u0000", "\u001b[2J", "\u2028", "\u202e", "n".repeat(900)];
  for (const username of names) await api.post("/sessions").send({ username, password: CANARY });
  await api
    .post("/sessions")
    .set("user-agent", `ua ${"y".repeat(5000)}`)
    .send({ username: "u", password: CANARY });
  const lines = api.events.map((event) => formatAuditEvent(event, 0));
  expect(lines).toHaveLength(names.length + 1);
  for (const line of lines) expect(line).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+$/u);
  for (const line of lines) expect(Object.keys(auditEvents)).toContain(JSON.parse(line).event);
});

test("LOG-06 requests of all callers are counted by operation and status, and sign-ins by result", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  await api.get("/sessions").set("x-hm-authorization", token).expect(200);
  await api
    .post("/sessions")
    .send({ ...signInBody, password: CANARY })
    .expect(401);
  await api.get("/nothing-here").expect(404);
  const text = await api.metrics.text();
  for (const line of [
    'gatehouse_requests_total{operation="createSession",status="200"} 1',
    'gatehouse_requests_total{operation="createSession",status="401"} 1',
    'gatehouse_requests_total{operation="getSession",status="200"} 1',
    'gatehouse_requests_total{operation="none",status="404"} 1',
    'gatehouse_sign_ins_total{result="accepted"} 1',
    'gatehouse_sign_ins_total{result="refused"} 1',
    'gatehouse_request_duration_seconds_count{operation="createSession"} 2',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text).not.toContain("admin");
});

test("FAIL-25 an overloaded process rejects requests with 503, but never a sign-out", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  api.overload();
  const turnedAway = await api.get("/sessions").set("x-hm-authorization", token).expect(503);
  expect(turnedAway.headers["retry-after"]).toBe("5");
  await api.post("/sessions").send(signInBody).expect(503);
  await api.delete("/sessions").set("x-hm-authorization", token).expect(200);
  expect(api.faults).toEqual([]);
});
