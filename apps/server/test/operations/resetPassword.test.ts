import { expect, test } from "vitest";
import {
  createAccountFixture,
  expectAdministratorsOnly,
  expectRecentSignIn,
  NO_ACCOUNT,
} from "../support/createAccountFixture.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = `/accounts/${NO_ACCOUNT}/reset-password`;

testProtectedOperation({ method: "POST", path });

test("SES-18 SES-23 200: the old password and the sessions end, and the new password opens one session", async () => {
  const { api, call, zoe, oneTimePassword, signIn } = await createAccountFixture();
  const { token } = await signIn("zoe", oneTimePassword);
  const { data } = (await call("POST", `/accounts/${zoe.id}/reset-password`).expect(200)).body;
  expect(data).toMatchObject({
    account: { username: "zoe", passwordExpiresAt: expect.any(Number) },
    ended: 1,
  });
  await api.get("/sessions").set("authorization", token).expect(401);
  expect(data.oneTimePassword).not.toBe(oneTimePassword);
  expect((await signIn("zoe", oneTimePassword)).status).toBe(401);
  expect((await signIn("zoe", data.oneTimePassword)).status).toBe(200);
  expect((await signIn("zoe", data.oneTimePassword)).status).toBe(401);
  expect(JSON.stringify(api.events)).not.toContain(data.oneTimePassword);
});

test("200: the one-time password is returned even if the locks cannot be read", async () => {
  let isReachable = true;
  const { call, zoe, signIn } = await createAccountFixture({
    limiter: {
      findLocks: async () => (isReachable ? [] : Promise.reject(new Error("The locks are out of reach."))),
    },
  });
  isReachable = false;
  const { data } = (await call("POST", `/accounts/${zoe.id}/reset-password`).expect(200)).body;
  expect((await signIn("zoe", data.oneTimePassword)).status).toBe(200);
});

test("400 404: a malformed id and an unknown id", async () => {
  const { call } = await createAccountFixture();
  await call("POST", "/accounts/zoe/reset-password").expect(400);
  const noId = await call("POST", `/accounts/${"x".repeat(36)}/reset-password`).expect(400);
  expect(noId.body.error).toBe('/accountId must be text in the format "uuid"');
  await call("POST", path).expect(404);
});

test("SES-19 403: a reset requires an administrator with a recent sign-in", async () => {
  await expectAdministratorsOnly("POST", path);
  await expectRecentSignIn("POST", path);
});

test("OPS-04 429: a password that would wait too long to be hashed changes nothing", async () => {
  const { call, zoe, signIn, oneTimePassword } = await createAccountFixture({ busyHashing: true });
  await call("POST", `/accounts/${zoe.id}/reset-password`).expect(429);
  expect(oneTimePassword).not.toBe("");
  expect((await signIn("zoe", "wrong")).status).toBe(401);
});
