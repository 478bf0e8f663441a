import { type Authenticator, createMemoryStore } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { BROWSER, createTestApi } from "../support/createTestApi.ts";
import { CROWDED_PASSWORD, createTestAuthenticator, PASSWORD } from "../support/createTestAuthenticator.ts";
import { testBrowserOperation } from "../support/testBrowserOperation.ts";

const path = "/browser-sessions/password";
const body = { currentPassword: PASSWORD, newPassword: "correct horse battery staple" };

testBrowserOperation({ method: "PUT", path, body });

test("SES-18 200: all sessions of the user end, and the cookie is replaced", async () => {
  const api = await createTestApi();
  const [mine, other] = [await api.browse(), await api.signIn()];
  const response = await api.call("PUT", path).set(mine).send(body).expect(200);
  await api.get("/sessions").set(mine).expect(401);
  await api.get("/sessions").set("authorization", other).expect(401);
  const [cookie = ""] = String(response.headers["set-cookie"]).split(";");
  await api
    .get("/sessions")
    .set({ ...BROWSER, cookie })
    .expect(200);
  expect(response.headers).not.toHaveProperty("x-hm-authorization");
});

test("AUT-03 400: a weak password is rejected with its remedy", async () => {
  const api = await createTestApi();
  const weak = { ...body, newPassword: "short" };
  const response = await api
    .call("PUT", path)
    .set(await api.browse())
    .send(weak)
    .expect(400);
  expect(response.body.error).toBe("Use at least 15 characters.");
});

test("AUT-19 SES-19 403: the current password and a recent sign-in are required", async () => {
  const api = await createTestApi();
  const browser = await api.browse();
  const wrong = { ...body, currentPassword: "wrong" };
  const refused = await api.call("PUT", path).set(browser).send(wrong).expect(403);
  expect(refused.body.errorCode).toBe("INVALID_CREDENTIALS");
  api.clock.advanceSeconds(301);
  const late = await api.call("PUT", path).set(browser).send(body).expect(403);
  expect(late.body.errorCode).toBe("NOT_ENOUGH_PRIVILEGES");
});

test("403: a password of another provider cannot be changed here", async () => {
  const { changePassword: _none, ...elsewhere }: Authenticator = createTestAuthenticator(createMemoryStore());
  const api = await createTestApi({ authenticator: elsewhere });
  const response = await api
    .call("PUT", path)
    .set(await api.browse())
    .send(body)
    .expect(403);
  expect(response.body.error).toContain("not kept on this appliance");
});

test("OPS-04 429: a change that would wait too long is rejected", async () => {
  const api = await createTestApi();
  const late = { ...body, newPassword: CROWDED_PASSWORD };
  await api
    .call("PUT", path)
    .set(await api.browse())
    .send(late)
    .expect(429);
});
