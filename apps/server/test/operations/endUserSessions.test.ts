import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/live-sessions/end-user";
const body = { authType: "local", username: "operator" };

testProtectedOperation({ method: "POST", path, body });

test("SES-16 200: all sessions of the user end, and no others", async () => {
  const api = await createTestApi();
  const [admin, one, two] = [await api.signIn(), await api.signIn("operator"), await api.signIn("operator")];
  const response = await api.post(path).set("x-hm-authorization", admin).send(body).expect(200);
  expect(response.body.data).toEqual({ ended: 2 });
  for (const token of [one, two]) await api.get("/sessions").set("authorization", token).expect(401);
  await api.get("/sessions").set("authorization", admin).expect(200);
});

test("AUT-13 200: the same name of another provider is another user", async () => {
  const api = await createTestApi();
  const operator = await api.signIn("operator");
  const other = { ...body, authType: "vsphere" };
  const response = await api
    .post(path)
    .set("authorization", await api.signIn())
    .send(other)
    .expect(200);
  expect(response.body.data).toEqual({ ended: 0 });
  await api.get("/sessions").set("authorization", operator).expect(200);
});

test("403: the call requires a System Administrator with a recent sign-in", async () => {
  const api = await createTestApi();
  const operator = await api.signIn("operator");
  const role = await api.post(path).set("authorization", operator).send(body).expect(403);
  expect(role.body.error).toBe("This needs the role System Administrator.");
  const admin = await api.signIn();
  api.clock.advanceSeconds(301);
  const stale = await api.post(path).set("authorization", admin).send(body).expect(403);
  expect(stale.body.error).toContain("last 5 minutes");
});
