import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { idOf } from "../support/idOf.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

testProtectedOperation({ method: "DELETE", path: "/live-sessions/0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11" });

test("SES-15 200: a user ends a session of their own at any time after the sign-in", async () => {
  const api = await createTestApi();
  const [mine, other] = [await api.signIn("operator"), await api.signIn("operator")];
  api.clock.advanceSeconds(600);
  const path = `/live-sessions/${await idOf(api, other)}`;
  const response = await api.delete(path).set("x-hm-authorization", mine).expect(200);
  expect(response.body.data).toEqual({ ended: 1 });
  await api.get("/sessions").set("x-hm-authorization", other).expect(401);
  await api.delete(path).set("authorization", mine).expect(404);
});

test("SES-16 SES-19 an administrator ends another user's session only after a recent sign-in", async () => {
  const api = await createTestApi();
  const admin = await api.signIn();
  api.clock.advanceSeconds(301);
  const path = `/live-sessions/${await idOf(api, await api.signIn("operator"))}`;
  const stale = await api.delete(path).set("authorization", admin).expect(403);
  expect(stale.body).toMatchObject({
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    error: expect.stringContaining("sign-in of the last 5 minutes"),
  });
  await api
    .delete(path)
    .set("authorization", await api.signIn())
    .expect(200);
});

test("404: another user's session cannot be ended", async () => {
  const api = await createTestApi();
  const admin = await api.signIn();
  const path = `/live-sessions/${await idOf(api, admin)}`;
  await api
    .delete(path)
    .set("authorization", await api.signIn("operator"))
    .expect(404);
  await api.get("/sessions").set("authorization", admin).expect(200);
});

test("400: an id that is no UUID is rejected", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const response = await api
    .delete(`/live-sessions/${"x".repeat(36)}`)
    .set("x-hm-authorization", token)
    .expect(400);
  expect(response.body.error).toContain("/sessionId must");
});
