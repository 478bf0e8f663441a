import { expect, test } from "vitest";
import {
  createAccountFixture,
  expectAdministratorsOnly,
  expectRecentSignIn,
  NO_ACCOUNT,
} from "../support/createAccountFixture.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = `/accounts/${NO_ACCOUNT}/state`;
const body = { enabled: false };

testProtectedOperation({ method: "PUT", path, body });

test("SES-17 SES-23 200: disabling an account ends its sessions, and enabling it permits sign-ins again", async () => {
  const { api, call, add, signIn } = await createAccountFixture();
  const password = "correct horse battery staple";
  const { account } = await add({ username: "ada", roles: ["Auditor"], password });
  const { token } = await signIn("ada", password);
  const set = (enabled: boolean) =>
    call("PUT", `/accounts/${account.id}/state`).send({ enabled }).expect(200);
  expect((await set(false)).body.data).toMatchObject({ account: { enabled: false }, ended: 1 });
  await api.get("/sessions").set("authorization", token).expect(401);
  expect((await signIn("ada", password)).status).toBe(401);
  expect((await set(true)).body.data).toMatchObject({ account: { enabled: true }, ended: 0 });
  expect((await signIn("ada", password)).status).toBe(200);
});

test("409: the last administrator stays enabled", async () => {
  const { call, admin, add } = await createAccountFixture();
  const response = await call("PUT", `/accounts/${admin.id}/state`).send(body).expect(409);
  expect(response.body.error).toContain("last enabled account with the role System Administrator");
  const { account } = await add({ username: "second", roles: ["System Administrator"] });
  await call("PUT", `/accounts/${account.id}/state`).send(body).expect(200);
  await call("PUT", `/accounts/${admin.id}/state`).send(body).expect(409);
});

test("404: an unknown id", async () => {
  const { call } = await createAccountFixture();
  await call("PUT", path).send(body).expect(404);
});

test("SES-19 403: disabling an account requires an administrator with a recent sign-in", async () => {
  await expectAdministratorsOnly("PUT", path, body);
  await expectRecentSignIn("PUT", path, body);
});
