import { expect, test } from "vitest";
import {
  createAccountFixture,
  expectAdministratorsOnly,
  expectRecentSignIn,
  NO_ACCOUNT,
} from "../support/createAccountFixture.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = `/accounts/${NO_ACCOUNT}`;

testProtectedOperation({ method: "DELETE", path });

test("SES-17 SES-23 200: the account is removed, and its sessions end", async () => {
  const { api, call, list, zoe, oneTimePassword, signIn } = await createAccountFixture();
  const { token } = await signIn("zoe", oneTimePassword);
  const response = await call("DELETE", `/accounts/${zoe.id}`).expect(200);
  expect(response.body.data).toMatchObject({ account: { username: "zoe" }, ended: 1 });
  await api.get("/sessions").set("authorization", token).expect(401);
  expect((await list()).map(({ username }) => username)).toEqual(["admin"]);
  await call("DELETE", `/accounts/${zoe.id}`).expect(404);
  expect(api.events.map(({ event }) => event)).toEqual(
    expect.arrayContaining(["user_deleted", "authn_token_revoked"]),
  );
});

test("409: the last administrator cannot be removed until there is another one", async () => {
  const { call, admin, add } = await createAccountFixture();
  const response = await call("DELETE", `/accounts/${admin.id}`).expect(409);
  expect(response.body.error).toContain("last enabled account");
  await add({ username: "second", roles: ["System Administrator"] });
  await call("DELETE", `/accounts/${admin.id}`).expect(200);
});

test("400 404: a malformed id and an unknown id", async () => {
  const { call } = await createAccountFixture();
  expect((await call("DELETE", "/accounts/zoe").expect(400)).body.error).toContain("/accountId");
  const noId = await call("DELETE", `/accounts/${"x".repeat(36)}`).expect(400);
  expect(noId.body.error).toBe('/accountId must be text in the format "uuid"');
  expect((await call("DELETE", path).expect(404)).body.error).toBe("There is no account with this id.");
});

test("SES-19 403: removing an account requires an administrator with a recent sign-in", async () => {
  await expectAdministratorsOnly("DELETE", path);
  await expectRecentSignIn("DELETE", path);
});
