import { createMemoryStore } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { BROWSER, createTestApi } from "../support/createTestApi.ts";
import { createTestAuthenticator, PASSWORD } from "../support/createTestAuthenticator.ts";
import { testBrowserOperation } from "../support/testBrowserOperation.ts";

const path = "/browser-sessions/reauthenticate";
const body = { password: PASSWORD };

testBrowserOperation({ method: "POST", path, body });

function cookieOf(response: { readonly headers: Record<string, string> }): string {
  return String(response.headers["set-cookie"]).split(";")[0] ?? "";
}

test("SES-19 SES-20 200: the cookie is replaced, and sensitive calls are accepted again", async () => {
  const api = await createTestApi();
  const browser = await api.browse();
  api.clock.advanceSeconds(301);
  await api.call("PUT", "/sign-ins").set(browser).send({ open: true }).expect(403);
  const response = await api.post(path).set(browser).send(body).expect(200);
  const fresh = { ...BROWSER, cookie: cookieOf(response) };
  expect(fresh.cookie).not.toBe(browser.cookie);
  await api.get("/sessions").set(browser).expect(401);
  await api.call("PUT", "/sign-ins").set(fresh).send({ open: true }).expect(200);
  const { session } = (await api.get("/sessions").set(fresh).expect(200)).body.data;
  expect(session.recentUntil).toBe(api.clock.nowMs() + 300_000);
  const events = api.events.map(({ event }) => event);
  expect(events).toContain("authn_token_revoked");
  expect(events.filter((event) => event === "authn_login_success")).toHaveLength(2);
});

test("200: a reauthentication succeeds while new sign-ins are disabled", async () => {
  const api = await createTestApi();
  const browser = await api.browse();
  await api.call("PUT", "/sign-ins").set(browser).send({ open: false }).expect(200);
  await api
    .post("/browser-sessions")
    .set(BROWSER)
    .send({ username: "admin", ...body })
    .expect(503);
  await api.post(path).set(browser).send(body).expect(200);
});

test("AUT-19 403: a wrong password leaves the session unchanged and is recorded", async () => {
  const api = await createTestApi();
  const browser = await api.browse();
  const response = await api.post(path).set(browser).send({ password: "wrong" }).expect(403);
  expect(response.body).toMatchObject({
    errorCode: "INVALID_CREDENTIALS",
    error: "The current password is not right.",
  });
  expect(response.headers).not.toHaveProperty("set-cookie");
  await api.get("/sessions").set(browser).expect(200);
  expect(api.events.map(({ event }) => event)).toContain("authn_login_fail");
});

test("OPS-04 429: a check that would wait too long is rejected", async () => {
  const inner = createTestAuthenticator(createMemoryStore());
  let isBusy = false;
  const api = await createTestApi({
    authenticator: {
      ...inner,
      authenticate: async (credentials) =>
        isBusy ? { kind: "busy", retryAfterSeconds: 2 } : inner.authenticate(credentials),
    },
  });
  const browser = await api.browse();
  isBusy = true;
  const response = await api.post(path).set(browser).send(body).expect(429);
  expect(response.headers["retry-after"]).toBe("2");
  isBusy = false;
  await api.get("/sessions").set(browser).expect(200);
});
