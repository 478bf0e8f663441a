import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { idOf } from "../support/idOf.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const NOBODYS_ID = "0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11";

testProtectedOperation({ method: "GET", path: `/live-sessions/${NOBODYS_ID}` });

test("SES-16 200: an administrator sees the sessions of all users", async () => {
  const api = await createTestApi();
  const id = await idOf(api, await api.signIn("operator"));
  const response = await api
    .get(`/live-sessions/${id}`)
    .set("authorization", await api.signIn())
    .expect(200);
  expect(response.body.data).toMatchObject({
    session: { id },
    user: { username: "operator" },
    current: false,
  });
});

test("200: a session shows its user, and that it is the current one", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const response = await api
    .get(`/live-sessions/${await idOf(api, token)}`)
    .set("x-hm-authorization", token)
    .expect(200);
  expect(response.body.data).toMatchObject({ user: { authType: "local", username: "admin" }, current: true });
});

test("404: another user's session and an unknown one get the same response", async () => {
  const api = await createTestApi();
  const id = await idOf(api, await api.signIn());
  const token = await api.signIn("operator");
  const bodies = [];
  for (const path of [id, NOBODYS_ID]) {
    const response = await api.get(`/live-sessions/${path}`).set("x-hm-authorization", token).expect(404);
    bodies.push({ ...response.body, time: 0 });
  }
  expect(bodies[0]).toEqual(bodies[1]);
});

test("400: an id that is no UUID is rejected", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const response = await api
    .get(`/live-sessions/${"x".repeat(36)}`)
    .set("x-hm-authorization", token)
    .expect(400);
  expect(response.body.error).toContain("sessionId");
});
