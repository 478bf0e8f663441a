import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { PASSWORD } from "../support/createTestAuthenticator.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/sign-ins";

testProtectedOperation({ method: "PUT", path, body: { open: false } });

test("200: while sign-ins are disabled, new ones are rejected and live sessions stay", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const set = (open: boolean) => api.call("PUT", path).set("x-hm-authorization", token).send({ open });
  expect((await set(false).expect(200)).body.data).toEqual({ open: false });
  const credentials = { username: "operator", password: PASSWORD };
  expect((await api.post("/sessions").send(credentials).expect(503)).headers["retry-after"]).toBe("5");
  expect(api.faults).toEqual([]);
  await api.get("/sessions").set("authorization", token).expect(200);
  expect((await set(true).expect(200)).body.data).toEqual({ open: true });
  await api.post("/sessions").send(credentials).expect(200);
});

test("403: the state requires a System Administrator", async () => {
  const api = await createTestApi();
  const token = await api.signIn("operator");
  const response = await api.call("PUT", path).set("authorization", token).send({ open: false }).expect(403);
  expect(response.body.error).toBe("This needs the role System Administrator.");
});

test("SES-19 403: the state requires an administrator with a recent sign-in", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  api.clock.advanceSeconds(301);
  const response = await api.call("PUT", path).set("authorization", token).send({ open: false }).expect(403);
  expect(response.body.error).toContain("last 5 minutes");
  await api.signIn("operator");
});
