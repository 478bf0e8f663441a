import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

testProtectedOperation({ method: "POST", path: "/live-sessions/end-others" });

test("SES-15 200: all of the caller's sessions end except the current one", async () => {
  const api = await createTestApi();
  const tokens = [await api.signIn(), await api.signIn(), await api.signIn(), await api.signIn("operator")];
  const [mine = "", one = "", two = "", foreign = ""] = tokens;
  const response = await api.post("/live-sessions/end-others").set("x-hm-authorization", mine).expect(200);
  expect(response.body.data).toEqual({ ended: 2 });
  for (const token of [one, two]) await api.get("/sessions").set("authorization", token).expect(401);
  for (const token of [mine, foreign]) await api.get("/sessions").set("authorization", token).expect(200);
});

test("SES-19 403: a sign-in more than 5 minutes ago is not recent", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  api.clock.advanceSeconds(301);
  const response = await api.post("/live-sessions/end-others").set("authorization", token).expect(403);
  expect(response.body.error).toContain("Sign in again and repeat the call with the new token.");
});
