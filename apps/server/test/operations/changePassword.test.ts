import type { Authenticator } from "@gatehouse/sessions";
import { createMemoryStore } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { CROWDED_PASSWORD, createTestAuthenticator, PASSWORD } from "../support/createTestAuthenticator.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/account/password";
const body = { currentPassword: PASSWORD, newPassword: "correct horse battery staple" };

testProtectedOperation({ method: "PUT", path, body, inBrowser: false });

test("SES-18 SES-20 200: all sessions of the user end, and a fresh one is returned", async () => {
  const api = await createTestApi();
  const [mine, other, foreign] = [await api.signIn(), await api.signIn(), await api.signIn("operator")];
  const response = await api.call("PUT", path).set("x-hm-authorization", mine).send(body).expect(200);
  const fresh = String(response.headers["x-hm-authorization"]);
  for (const token of [mine, other]) await api.get("/sessions").set("authorization", token).expect(401);
  for (const token of [fresh, foreign]) await api.get("/sessions").set("authorization", token).expect(200);
});

test("AUT-19 403: a wrong current password is rejected, and the session stays", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const wrong = { ...body, currentPassword: "wrong" };
  const response = await api.call("PUT", path).set("authorization", token).send(wrong).expect(403);
  expect(response.body).toMatchObject({
    errorCode: "INVALID_CREDENTIALS",
    error: "The current password is not right.",
  });
  await api.get("/sessions").set("authorization", token).expect(200);
});

test("AUT-03 400: a weak password is rejected with its remedy", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const weak = { ...body, newPassword: "short" };
  const response = await api.call("PUT", path).set("authorization", token).send(weak).expect(400);
  expect(response.body).toMatchObject({ errorCode: "BAD_REQUEST", error: "Use at least 15 characters." });
});

test("SES-19 403: a sign-in more than 5 minutes ago is not recent", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  api.clock.advanceSeconds(301);
  const response = await api.call("PUT", path).set("authorization", token).send(body).expect(403);
  expect(response.body.errorCode).toBe("NOT_ENOUGH_PRIVILEGES");
});

test("403: a password of another provider cannot be changed here", async () => {
  const { changePassword: _none, ...elsewhere }: Authenticator = createTestAuthenticator(createMemoryStore());
  const api = await createTestApi({ authenticator: elsewhere });
  const token = await api.signIn();
  const response = await api.call("PUT", path).set("authorization", token).send(body).expect(403);
  expect(response.body.error).toBe("The password of this account is not kept on this appliance.");
});

test("OPS-04 429: a change that would wait too long is rejected", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const late = { ...body, newPassword: CROWDED_PASSWORD };
  const response = await api.call("PUT", path).set("authorization", token).send(late).expect(429);
  expect(response.headers["retry-after"]).toBe("2");
});

test("NET-18 403: a call of a browser from another site is rejected with this reason", async () => {
  const api = await createTestApi();
  const passwords = { currentPassword: "not looked at", newPassword: "seven grey herons wade" };
  const call = api.call("PUT", "/account/password").set("sec-fetch-site", "cross-site");
  const response = await call.send(passwords).expect(403);
  expect(response.body.error).toBe("This request comes from a page of another site.");
});
