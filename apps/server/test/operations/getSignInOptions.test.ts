import { createMemorySignInSwitch } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { createTestApi } from "../support/createTestApi.ts";

const path = "/sign-ins";

test("200: any client sees whether sign-ins are enabled and which types there are", async () => {
  const api = await createTestApi();
  expect((await api.get(path).expect(200)).body.data).toEqual({ open: true, authTypes: ["local"] });
  const token = await api.signIn();
  await api.call("PUT", path).set("authorization", token).send({ open: false }).expect(200);
  expect((await api.get(path).expect(200)).body.data.open).toBe(false);
});

test("NET-10 400: a repeated security header is rejected", async () => {
  const api = await createTestApi();
  const twice = ["one", "one"] as unknown as string;
  const response = await api.get(path).set("x-hm-authorization", twice).expect(400);
  expect(response.body.error).toBe("The header x-hm-authorization must be sent once.");
});

test("500 503: an error of the sign-in state gets 500, and an overloaded process 503", async () => {
  const broken = { ...createMemorySignInSwitch(), isClosed: () => Promise.reject(new TypeError("canary")) };
  const api = await createTestApi({ signInSwitch: broken });
  expect((await api.get(path).expect(500)).text).not.toContain("canary");
  api.overload();
  await api.get(path).expect(503);
});
