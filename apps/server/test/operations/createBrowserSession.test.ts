import { createMemoryStore } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { BROWSER, createTestApi } from "../support/createTestApi.ts";
import { createTestAuthenticator, PASSWORD } from "../support/createTestAuthenticator.ts";
import { brokenStore, unavailableStore } from "../support/failingStore.ts";

const path = "/browser-sessions";
const admin = { username: "admin", password: PASSWORD };

test("NET-18 200: the token is in a cookie that no script can read, and in no header or body", async () => {
  const api = await createTestApi();
  const response = await api.post(path).set(BROWSER).send(admin).expect(200);
  const [cookie] = response.headers["set-cookie"] as unknown as string[];
  expect(cookie).toMatch(/^__Host-gatehouse=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
  expect(response.headers["cache-control"]).toBe("no-store");
  expect(response.headers).not.toHaveProperty("x-hm-authorization");
  const token = /=([^;]+)/.exec(cookie ?? "")?.[1] ?? "";
  expect(response.text).not.toContain(token);
  expect(response.body.data.user.username).toBe("admin");
  const shown = await api
    .get("/sessions")
    .set({ ...BROWSER, cookie: `__Host-gatehouse=${token}` })
    .expect(200);
  expect(shown.body.data.session.id).toBe(response.body.data.session.id);
});

test("SES-02 200: a cookie of the request is never adopted, and its session stays", async () => {
  const api = await createTestApi();
  const planted = await api.browse("operator");
  const response = await api.post(path).set(planted).send(admin).expect(200);
  const [fresh = ""] = String(response.headers["set-cookie"]).split(";");
  expect(fresh).not.toBe(planted.cookie);
  const chosen = { ...BROWSER, cookie: `__Host-gatehouse=${"A".repeat(43)}` };
  await api.post(path).set(chosen).send(admin).expect(200);
  await api.get("/sessions").set(chosen).expect(401);
  const mine = await api.get("/sessions").set({ ...BROWSER, cookie: fresh });
  expect(mine.body.data.user.username).toBe("admin");
  expect((await api.get("/sessions").set(planted)).body.data.user.username).toBe("operator");
});

const elsewhere: readonly (readonly [string, Record<string, string>])[] = [
  ["no header", {}],
  ["no sec-fetch-site", { "x-gatehouse-session": "cookie" }],
  ["no Gatehouse header", { "sec-fetch-site": "same-origin" }],
  ["another value", { ...BROWSER, "x-gatehouse-session": "true" }],
  ["cross-site", { ...BROWSER, "sec-fetch-site": "cross-site" }],
  ["same-site", { ...BROWSER, "sec-fetch-site": "same-site" }],
  ["another origin", { ...BROWSER, origin: "https://evil.example" }],
  ["an opaque origin", { ...BROWSER, origin: "null" }],
];

test.each(elsewhere)("NET-18 403: a sign-in with %s opens no session", async (_name, headers) => {
  const api = await createTestApi();
  const response = await api.post(path).set(headers).send(admin).expect(403);
  expect(response.body).toMatchObject({
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    error: "This request comes from a page of another site.",
  });
  expect(response.headers).not.toHaveProperty("set-cookie");
  // RFC 9110, 11.6.1: a challenge would say that a token could help.
  expect(response.headers).not.toHaveProperty("www-authenticate");
  const token = await api.signIn();
  const live = await api.get("/live-sessions?scope=all").set("authorization", token).expect(200);
  expect(live.body.data.sessions).toHaveLength(1);
  expect(api.events.map(({ event }) => event)).toContain("authz_fail");
});

test("NET-10 400: a repeated header of the browser mode is rejected", async () => {
  const api = await createTestApi();
  for (const name of ["x-gatehouse-session", "sec-fetch-site"] as const) {
    const twice = [BROWSER[name], BROWSER[name]] as unknown as string;
    const response = await api.post(path).set(BROWSER).set(name, twice).send(admin).expect(400);
    expect(response.body.error).toBe(`The header ${name} must be sent once.`);
  }
});

test("NET-14 400: missing fields, another auth type and broken JSON are rejected", async () => {
  const api = await createTestApi();
  const call = () => api.post(path).set(BROWSER).type("json");
  expect((await call().send({ username: "admin" }).expect(400)).body.error).toBe("/password is required.");
  const unknown = await call()
    .send({ ...admin, authType: "invalid" })
    .expect(400);
  expect(unknown.body.error).toBe("Unsupported auth type: invalid");
  expect((await call().send("{").expect(400)).body.error).toBe("The request body is not valid JSON.");
});

test("AUT-04 401: unknown, locked and disabled accounts get the same error code and no cookie", async () => {
  const api = await createTestApi();
  for (const username of ["unknown", "locked", "disabled"]) {
    const response = await api.post(path).set(BROWSER).send({ username, password: PASSWORD }).expect(401);
    expect(response.body.errorCode).toBe("INVALID_CREDENTIALS");
    expect(response.headers).not.toHaveProperty("set-cookie");
  }
});

test("AUT-18 403: an account without a role gets no session", async () => {
  const api = await createTestApi();
  const response = await api.post(path).set(BROWSER).send({ username: "nobody", password: PASSWORD });
  expect(response.status).toBe(403);
  expect(response.body.error).toContain("no role");
});

test("NET-06 NET-08 413 415: the body is JSON of at most 16 KiB", async () => {
  const api = await createTestApi();
  const call = () => api.post(path).set(BROWSER);
  await call().type("json").send(JSON.stringify(admin).padEnd(16_385, " ")).expect(413);
  await call().type("form").send("username=admin&password=x").expect(415);
});

test("AUT-10 429: a sign-in that would wait too long is rejected", async () => {
  const api = await createTestApi();
  const response = await api
    .post(path)
    .set(BROWSER)
    .send({ username: "crowd", password: PASSWORD })
    .expect(429);
  expect(response.headers["retry-after"]).toBe("2");
});

test("500 503: errors of the server set no cookie", async () => {
  for (const [store, status] of [
    [brokenStore("create"), 500],
    [unavailableStore("create"), 503],
  ] as const) {
    const api = await createTestApi({ store, authenticator: createTestAuthenticator(createMemoryStore()) });
    const response = await api.post(path).set(BROWSER).send(admin).expect(status);
    expect(response.headers).not.toHaveProperty("set-cookie");
  }
});

test("AUT-11 200: the response marks a one-time password", async () => {
  const inner = createTestAuthenticator(createMemoryStore());
  const api = await createTestApi({
    authenticator: {
      ...inner,
      async authenticate(credentials) {
        const outcome = await inner.authenticate(credentials);
        return outcome.kind === "authenticated"
          ? { ...outcome, identity: { ...outcome.identity, passwordChangeDue: true } }
          : outcome;
      },
    },
  });
  const response = await api.post(path).set(BROWSER).send(admin).expect(200);
  expect(response.body.data.passwordChangeDue).toBe(true);
});
