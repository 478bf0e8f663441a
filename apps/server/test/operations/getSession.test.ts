import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { brokenStore, unavailableStore } from "../support/failingStore.ts";

test("SES-11 200: the session is returned with user, roles, times, limits and address, without its token", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  api.clock.advanceSeconds(60);
  const response = await api.get("/sessions").set("x-hm-authorization", token).expect(200);
  expect(response.body.data.user).toMatchObject({
    username: "admin",
    roles: ["System Administrator", "Appliance Administrator"],
    transactionId: response.headers["x-transaction-id"],
  });
  const nowMs = api.clock.nowMs();
  expect(response.body.data.session).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    authType: "local",
    clientAddress: expect.stringMatching(/127\.0\.0\.1$/),
    createdAt: nowMs - 60_000,
    lastSeenAt: nowMs,
    idleExpiresAt: nowMs + 1_800_000,
    expiresAt: nowMs - 60_000 + 43_200_000,
    recentUntil: nowMs - 60_000 + 300_000,
  });
  expect(response.text + JSON.stringify(response.headers)).not.toContain(token);
});

test.each([
  { name: "Authorization: <token>", header: (token: string) => token },
  { name: "Authorization: Bearer <token>", header: (token: string) => `Bearer ${token}` },
  { name: "Authorization: bearer <token>", header: (token: string) => `bearer ${token}` },
])("200: $name opens the session", async ({ header }) => {
  const api = await createTestApi();
  await api
    .get("/sessions")
    .set("authorization", header(await api.signIn()))
    .expect(200);
});

test("200: both headers may carry the same token", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  await api
    .get("/sessions")
    .set({ "x-hm-authorization": token, authorization: `Bearer ${token}` })
    .expect(200);
});

test("SES-07 200: each accepted call restarts the idle limit, a failed one does not", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const call = () => api.get("/sessions").set("x-hm-authorization", token);
  api.clock.advanceSeconds(1799);
  const { session } = (await call().expect(200)).body.data;
  expect(session.idleExpiresAt - session.lastSeenAt).toBe(1_800_000);
  api.clock.advanceSeconds(1799);
  await call().expect(200);
  api.clock.advanceSeconds(1700);
  await api.get("/sessions").set("x-hm-authorization", "unknown").expect(401);
  api.clock.advanceSeconds(101);
  await call().expect(401);
});

test("SES-08 401: the absolute limit ends a session in constant use", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  for (let hour = 0; hour < 47; hour += 1) {
    api.clock.advanceSeconds(900);
    await api.get("/sessions").set("x-hm-authorization", token).expect(200);
  }
  api.clock.advanceSeconds(900);
  await api.get("/sessions").set("x-hm-authorization", token).expect(401);
});

test("200: HEAD responds like GET, without a body", async () => {
  const api = await createTestApi();
  const response = await api
    .head("/sessions")
    .set("x-hm-authorization", await api.signIn())
    .expect(200);
  expect(response.text).toBeUndefined();
  expect(Number(response.headers["content-length"])).toBeGreaterThan(100);
});

test("NET-11 400: two different tokens are rejected", async () => {
  const api = await createTestApi();
  const headers = { "x-hm-authorization": await api.signIn(), authorization: "Bearer other" };
  const response = await api.get("/sessions").set(headers).expect(400);
  expect(response.body.error).toContain("different tokens");
});

test.each(["x-hm-authorization", "authorization"])("NET-10 400: a repeated %s is rejected", async (name) => {
  const api = await createTestApi();
  const token = await api.signIn();
  const response = await api
    .get("/sessions")
    .set(name, [token, token] as unknown as string)
    .expect(400);
  expect(response.body).toMatchObject({
    errorCode: "BAD_REQUEST",
    error: `The header ${name} must be sent once.`,
  });
});

test("SES-10 401: unknown, malformed, expired and ended tokens get the same response", async () => {
  const api = await createTestApi();
  const [expired, ended] = [await api.signIn(), await api.signIn()];
  api.clock.advanceSeconds(1799);
  await api.delete("/sessions").set("x-hm-authorization", ended).expect(200);
  api.clock.advanceSeconds(2);
  const answers = new Set<string>();
  for (const token of [expired, ended, "A".repeat(43), "not a token", "%00", "x".repeat(4000)]) {
    const response = await api.get("/sessions").set("x-hm-authorization", token).expect(401);
    const { "x-transaction-id": _id, date: _date, ...headers } = response.headers;
    answers.add(JSON.stringify([headers, { ...response.body, time: 0 }]));
  }
  expect(answers.size).toBe(1);
});

test("NET-05 401: without a token the challenge holds only scheme and realm", async () => {
  const api = await createTestApi();
  const without = await api.get("/sessions").expect(401);
  expect(without.headers["www-authenticate"]).toBe('Bearer realm="gatehouse"');
  const unknown = await api.get("/sessions").set("authorization", "Bearer unknown").expect(401);
  expect(unknown.headers["www-authenticate"]).toBe('Bearer realm="gatehouse", error="invalid_token"');
});

test("NET-09 401: a token in the query, a cookie or the body is ignored", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const cookie = `x-hm-authorization=${token}; authorization=${token}`;
  const response = await api.get(`/sessions?x-hm-authorization=${token}`).set("cookie", cookie);
  expect([400, 401]).toContain(response.status);
  await api.get("/sessions").set("cookie", cookie).send({ "x-hm-authorization": token }).expect(401);
});

test("500: the response to an internal error shows no cause", async () => {
  const api = await createTestApi({ store: brokenStore("touch") });
  const response = await api.get("/sessions").set("x-hm-authorization", "any").expect(500);
  expect(response.body.error).toBe("Internal server error");
  expect(response.text).not.toContain("canary");
});

test("OPS-01 503: without its store the server accepts no session", async () => {
  const api = await createTestApi({ store: unavailableStore("touch") });
  const response = await api.get("/sessions").set("x-hm-authorization", "any").expect(503);
  expect(response.headers["retry-after"]).toBe("5");
});
