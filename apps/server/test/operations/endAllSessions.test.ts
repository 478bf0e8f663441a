import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/live-sessions/end-all";

testProtectedOperation({ method: "POST", path });

test("SES-16 200: the sessions of all users end, that of the caller included", async () => {
  const api = await createTestApi();
  const tokens = [await api.signIn(), await api.signIn("operator"), await api.signIn("operator")];
  const response = await api
    .post(path)
    .set("x-hm-authorization", tokens[0] ?? "")
    .expect(200);
  expect(response.body.data).toEqual({ ended: 3 });
  for (const token of tokens) await api.get("/sessions").set("authorization", token).expect(401);
  await api
    .get("/sessions")
    .set("authorization", await api.signIn())
    .expect(200);
});

test("403: the call requires a System Administrator with a recent sign-in", async () => {
  const api = await createTestApi();
  const role = await api
    .post(path)
    .set("authorization", await api.signIn("operator"))
    .expect(403);
  expect(role.body.error).toBe("This needs the role System Administrator.");
  const admin = await api.signIn();
  api.clock.advanceSeconds(301);
  const stale = await api.post(path).set("authorization", admin).expect(403);
  expect(stale.body.error).toContain("last 5 minutes");
});
