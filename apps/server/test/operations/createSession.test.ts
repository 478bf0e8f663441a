import type { Authenticator } from "@gatehouse/sessions";
import { createMemoryStore } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { createTestAuthenticator, PASSWORD } from "../support/createTestAuthenticator.ts";
import { brokenStore, unavailableStore } from "../support/failingStore.ts";

const admin = { username: "admin", password: PASSWORD };

test("200: a local administrator gets a session, and the token in its header", async () => {
  const api = await createTestApi();
  const response = await api.post("/sessions").send(admin).expect(200);
  expect(response.headers["x-hm-authorization"]).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(response.headers.auth_token_name).toBe("x-hm-authorization");
  expect(response.body.data.user).toEqual({
    enterprise: "HybridityAdmin",
    organization: ["DEFAULT"],
    currentOrganization: "DEFAULT",
    roles: ["System Administrator", "Appliance Administrator"],
    username: "admin",
    transactionId: response.headers["x-transaction-id"],
  });
  expect(response.body.data.cloud).toEqual({ name: "HCX Manager", type: "vsphere" });
  expect(response.body.data.organizations).toEqual([{ name: "DEFAULT", id: "default-org-id" }]);
});

test("200: the session has an idle limit of 30 minutes and an absolute limit of 12 hours", async () => {
  const api = await createTestApi();
  const { session } = (
    await api
      .post("/sessions")
      .send({ authType: "local", ...admin })
      .expect(200)
  ).body.data;
  expect(session.idleExpiresAt - session.createdAt).toBe(30 * 60_000);
  expect(session.expiresAt - session.createdAt).toBe(12 * 3_600_000);
});

test("AUT-11 200: only the session of a one-time password reports that it must be changed", async () => {
  const due: Authenticator = {
    ...createTestAuthenticator(createMemoryStore()),
    async authenticate(credentials) {
      const outcome = await createTestAuthenticator(createMemoryStore()).authenticate(credentials);
      return outcome.kind === "authenticated"
        ? { kind: "authenticated", identity: { ...outcome.identity, passwordChangeDue: true } }
        : outcome;
    },
  };
  const api = await createTestApi({ authenticator: due });
  const response = await api.post("/sessions").send(admin).expect(200);
  expect(response.body.data.passwordChangeDue).toBe(true);
  const token = String(response.headers["x-hm-authorization"]);
  const shown = await api.get("/sessions").set("authorization", token).expect(200);
  expect(shown.body.data.passwordChangeDue).toBe(true);
  const other = await (await createTestApi()).post("/sessions").send(admin).expect(200);
  expect(other.body.data).not.toHaveProperty("passwordChangeDue");
});

test("SES-02 200: each sign-in creates a fresh token and never adopts one of the request", async () => {
  const api = await createTestApi();
  const chosen = "A".repeat(43);
  const tokens = new Set([chosen]);
  for (let round = 0; round < 3; round += 1) {
    const response = await api.post("/sessions").set("x-hm-authorization", chosen).send(admin).expect(200);
    tokens.add(String(response.headers["x-hm-authorization"]));
  }
  expect(tokens.size).toBe(4);
  await api.get("/sessions").set("x-hm-authorization", chosen).expect(401);
});

test("SES-11 200: the token is in no body and in no other header", async () => {
  const api = await createTestApi();
  const response = await api.post("/sessions").send(admin).expect(200);
  const { "x-hm-authorization": token, ...others } = response.headers;
  expect(JSON.stringify(others) + response.text).not.toContain(token);
});

test.each([
  { name: "an unknown type", authType: "invalid", want: "Unsupported auth type: invalid" },
  { name: "another letter case", authType: "Local", want: "Unsupported auth type: Local" },
  { name: "vsphere, which is not set up", authType: "vsphere", want: "Unsupported auth type: vsphere" },
  { name: "10 KiB", authType: "x".repeat(10_240), want: `Unsupported auth type: ${"x".repeat(63)}…` },
  { name: "an escape sequence", authType: "\u001b[2J", want: "Unsupported auth type: ?[2J" },
])("AUT-12 400: $name is rejected as authentication type", async ({ authType, want }) => {
  const api = await createTestApi();
  const response = await api
    .post("/sessions")
    .send({ authType, ...admin })
    .expect(400);
  expect(response.body).toMatchObject({ errorCode: "BAD_REQUEST", error: want });
});

test.each([
  { name: "no username", body: { password: PASSWORD }, want: /^\/username / },
  { name: "no password", body: { username: "admin" }, want: /^\/password / },
  { name: "an empty password", body: { username: "admin", password: "" }, want: /^\/password / },
  { name: "a password that is a number", body: { username: "admin", password: 12 }, want: /^\/password / },
  { name: "an authentication type that is null", body: { authType: null, ...admin }, want: /^\/authType / },
  { name: "an authentication type in a list", body: { authType: ["local"], ...admin }, want: /^\/authType / },
  {
    name: "a password over 1,024 characters",
    body: { username: "admin", password: "x".repeat(1025) },
    want: /^\/password/,
  },
  {
    name: "a password over 1,024 bytes",
    body: { username: "admin", password: "é".repeat(513) },
    want: /^\/password: .*1024 bytes/,
  },
  { name: "an unknown field", body: { ...admin, remember: true }, want: /^\/remember / },
  { name: "a list", body: [admin], want: /object/ },
])("AUT-02 AUT-05 NET-14 400: $name is rejected, and the error names it", async ({ body, want }) => {
  const api = await createTestApi();
  const response = await api.post("/sessions").send(body).expect(400);
  expect(response.body.errorCode).toBe("BAD_REQUEST");
  expect(response.body.error).toMatch(want);
});

test.each([
  { name: "half a body", text: '{"username":"admin","password":"canary-' },
  { name: "a single word", text: "canary-password" },
  { name: "a prototype key", text: '{"username":"a","password":"b","__proto__":{"polluted":1}}' },
  {
    name: "a constructor with a prototype",
    text: '{"username":"a","password":"b","constructor":{"prototype":{"polluted":1}}}',
  },
  {
    name: "a prototype key deep inside",
    text: '{"username":{"a":[{"__proto__":{"polluted":1}}]},"password":"b"}',
  },
  { name: "a repeated key", text: '{"username":"a","password":"b","password":"c"}' },
])("LOG-02 NET-14 400: $name is rejected without quoting it and changes nothing", async ({ text }) => {
  const api = await createTestApi();
  const response = await api.post("/sessions").type("json").send(text).expect(400);
  expect(response.body.errorCode).toBe("BAD_REQUEST");
  expect(response.text).not.toContain("canary");
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  await api.post("/sessions").send(admin).expect(200);
});

test("NET-06 400: a sign-in without a body is rejected", async () => {
  const api = await createTestApi();
  const response = await api.post("/sessions").expect(400);
  expect(response.body.error).toContain("requires a request body");
});

test("AUT-04 401: unknown, wrong, locked and disabled get the same response", async () => {
  const api = await createTestApi();
  const answers = new Set<string>();
  for (const [username, password] of [
    ["stranger", PASSWORD],
    ["admin", "wrong"],
    ["locked", PASSWORD],
    ["disabled", PASSWORD],
  ]) {
    const response = await api.post("/sessions").send({ username, password }).expect(401);
    const { "x-transaction-id": _id, date: _date, ...headers } = response.headers;
    answers.add(JSON.stringify([headers, { ...response.body, time: 0 }]));
  }
  expect(answers.size).toBe(1);
  expect([...answers][0]).toContain(
    '"errorCode":"INVALID_CREDENTIALS","error":"Invalid username or password."',
  );
});

test("NET-04 NET-05 401: the challenge names Bearer, never Basic, and no token error", async () => {
  const api = await createTestApi();
  const response = await api.post("/sessions").send({ username: "admin", password: "wrong" }).expect(401);
  expect(response.headers["www-authenticate"]).toBe('Bearer realm="gatehouse"');
});

test("AUT-18 403: an account without a role gets no session", async () => {
  const api = await createTestApi();
  const response = await api.post("/sessions").send({ username: "nobody", password: PASSWORD }).expect(403);
  expect(response.body.errorCode).toBe("NOT_ENOUGH_PRIVILEGES");
  expect(response.headers["x-hm-authorization"]).toBeUndefined();
});

test("NET-08 413: a body over 16 KiB is rejected, one of 16 KiB is read", async () => {
  const api = await createTestApi();
  const padded = (bytes: number) => JSON.stringify(admin).padEnd(bytes, " ");
  await api.post("/sessions").type("json").send(padded(16_384)).expect(200);
  const response = await api.post("/sessions").type("json").send(padded(16_385)).expect(413);
  expect(response.body).toMatchObject({
    errorCode: "BAD_REQUEST",
    error: expect.stringContaining("16384 bytes"),
  });
});

test.each([
  "application/x-www-form-urlencoded",
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=b",
])("NET-06 415: a body of type %s is rejected", async (type) => {
  const api = await createTestApi();
  const response = await api.post("/sessions").set("content-type", type).send("username=admin").expect(415);
  expect(response.body).toMatchObject({
    errorCode: "BAD_REQUEST",
    error: "Send the request body as application/json.",
  });
});

test("AUT-10 429: more sign-ins than can be checked are rejected with a retry time", async () => {
  const api = await createTestApi();
  const response = await api.post("/sessions").send({ username: "crowd", password: PASSWORD }).expect(429);
  expect(response.headers["retry-after"]).toBe("2");
  expect(response.body).not.toHaveProperty("errorCode");
});

test("NET-19 500: the response to an internal error shows no cause", async () => {
  const api = await createTestApi({ store: brokenStore("create") });
  const response = await api.post("/sessions").send(admin).expect(500);
  expect(response.body).toMatchObject({ errorCode: "INTERNAL_SERVER_ERROR", error: "Internal server error" });
  expect(response.text + JSON.stringify(response.headers)).not.toMatch(
    /canary|function|\.ts|node_modules|express/i,
  );
  expect(api.faults).toMatchObject([{ operationId: "createSession", error: expect.any(TypeError) }]);
});

test("OPS-01 503: without its store the server opens no session", async () => {
  const api = await createTestApi({ store: unavailableStore("create") });
  const response = await api.post("/sessions").send(admin).expect(503);
  expect(response.headers["retry-after"]).toBe("5");
  expect(response.headers["x-hm-authorization"]).toBeUndefined();
  expect(response.body).not.toHaveProperty("errorCode");
});
