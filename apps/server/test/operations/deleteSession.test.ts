import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { brokenStore, unavailableStore } from "../support/failingStore.ts";

test("200: the response has exactly the documented fields", async () => {
  const api = await createTestApi();
  const response = await api
    .delete("/sessions")
    .set("authorization", await api.signIn())
    .expect(200);
  expect(response.body).toEqual({ success: true, completed: true, time: api.clock.nowMs(), version: "1.0" });
  expect(Object.keys(response.body)).toEqual(["success", "completed", "time", "version"]);
});

test("SES-04 200: the token is no longer valid", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  await api.delete("/sessions").set("x-hm-authorization", token).expect(200);
  await api.get("/sessions").set("x-hm-authorization", token).expect(401);
});

test("SES-06 401: a second sign-out finds no session", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  await api.delete("/sessions").set("x-hm-authorization", token).expect(200);
  const response = await api.delete("/sessions").set("x-hm-authorization", token).expect(401);
  expect(response.body).toMatchObject({
    errorCode: "INVALID_SESSION_TOKEN",
    error: "No active session found",
  });
});

test("SES-04 of many parallel sign-outs exactly one ends the session", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const attempts = Array.from({ length: 20 }, () => api.delete("/sessions").set("x-hm-authorization", token));
  const statuses = (await Promise.all(attempts)).map((response) => response.status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 401)).toHaveLength(19);
});

test("200: other sessions of the same user stay", async () => {
  const api = await createTestApi();
  const [mine, other] = [await api.signIn(), await api.signIn()];
  await api.delete("/sessions").set("x-hm-authorization", mine).expect(200);
  await api.get("/sessions").set("x-hm-authorization", other).expect(200);
});

test("401: without a token there is no session to end", async () => {
  const api = await createTestApi();
  const response = await api.delete("/sessions").expect(401);
  expect(response.body.error).toBe("No active session found");
});

test("NET-11 400: two different tokens end no session", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  await api.delete("/sessions").set({ "x-hm-authorization": token, authorization: "other" }).expect(400);
  await api.get("/sessions").set("x-hm-authorization", token).expect(200);
});

test.each([
  { name: "the store is unavailable", store: () => unavailableStore("take") },
  { name: "the store is broken", store: () => brokenStore("take") },
])("500: when $name, the response reports a failed sign-out", async ({ store }) => {
  const api = await createTestApi({ store: store() });
  const response = await api.delete("/sessions").set("x-hm-authorization", "any").expect(500);
  expect(response.body).toMatchObject({ errorCode: "INTERNAL_SERVER_ERROR", error: "Error during logout" });
  expect(response.text).not.toContain("canary");
});

test("NET-10 400: a repeated token header ends no session", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const twice = [token, token] as unknown as string;
  const response = await api.delete("/sessions").set("x-hm-authorization", twice).expect(400);
  expect(response.body.error).toBe("The header x-hm-authorization must be sent once.");
  await api.get("/sessions").set("x-hm-authorization", token).expect(200);
});

test("NET-18 200: a sign-out clears the cookie of a browser, also when its session had ended before", async () => {
  const api = await createTestApi();
  const browser = await api.browse();
  const cleared = "__Host-gatehouse=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict";
  const first = await api.delete("/sessions").set(browser).expect(200);
  expect(first.headers["set-cookie"]).toEqual([cleared]);
  const second = await api.delete("/sessions").set(browser).expect(401);
  expect(second.headers["set-cookie"]).toEqual([cleared]);
  const other = await api
    .delete("/sessions")
    .set("authorization", await api.signIn())
    .expect(200);
  expect(other.headers).not.toHaveProperty("set-cookie");
});

test("NET-18 401: a page of another site ends no session and clears no cookie", async () => {
  const api = await createTestApi();
  const browser = await api.browse();
  for (const site of ["cross-site", "same-site"]) {
    const response = await api
      .delete("/sessions")
      .set({ ...browser, "sec-fetch-site": site })
      .expect(401);
    expect(response.headers).not.toHaveProperty("set-cookie");
  }
  await api.get("/sessions").set(browser).expect(200);
});

test("NET-11 NET-18 400: a cookie and a different token end no session", async () => {
  const api = await createTestApi();
  const [browser, token] = [await api.browse(), await api.signIn()];
  await api
    .delete("/sessions")
    .set({ ...browser, authorization: token })
    .expect(400);
  await api.get("/sessions").set(browser).expect(200);
  const disagreeing = await api
    .get("/sessions")
    .set({ ...browser, "x-hm-authorization": token })
    .expect(400);
  expect(disagreeing.body.error).toContain("cookie and a token header");
});
