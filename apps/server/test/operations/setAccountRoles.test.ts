import { expect, test } from "vitest";
import {
  createAccountFixture,
  expectAdministratorsOnly,
  expectRecentSignIn,
  NO_ACCOUNT,
} from "../support/createAccountFixture.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = `/accounts/${NO_ACCOUNT}/roles`;
const body = { roles: ["Auditor"] };

testProtectedOperation({ method: "PUT", path, body });

test("SES-17 200: removing a role ends the sessions, adding a role does not", async () => {
  const { api, call, zoe, oneTimePassword, signIn } = await createAccountFixture();
  const { token } = await signIn("zoe", oneTimePassword);
  const set = (roles: readonly string[]) =>
    call("PUT", `/accounts/${zoe.id}/roles`).send({ roles }).expect(200);
  const given = await set(["Auditor", "Appliance Administrator"]);
  expect(given.body.data).toMatchObject({
    account: { roles: ["Auditor", "Appliance Administrator"] },
    ended: 0,
  });
  await api.get("/sessions").set("authorization", token).expect(200);
  expect((await set(["Appliance Administrator"])).body.data.ended).toBe(1);
  await api.get("/sessions").set("authorization", token).expect(401);
  expect(api.events.map(({ event }) => event)).toContain("authz_change");
});

test("400: misspelt, unprintable, missing and repeated roles are rejected", async () => {
  const { call, zoe } = await createAccountFixture();
  for (const [roles, want] of [
    [["System administrator"], "write System Administrator"],
    [["?"], 'The role "?" must be 1 to 64 letters, digits and spaces.'],
    [[], "/roles"],
    [["Auditor", "Auditor"], "/roles"],
  ] as const) {
    const response = await call("PUT", `/accounts/${zoe.id}/roles`).send({ roles }).expect(400);
    expect(response.body.error).toContain(want);
  }
});

test("404 409: an unknown id, and the last administrator giving up the role", async () => {
  const { call, admin } = await createAccountFixture();
  await call("PUT", path).send(body).expect(404);
  await call("PUT", `/accounts/${admin.id}/roles`).send(body).expect(409);
  const kept = { roles: ["Auditor", "System Administrator", "Appliance Administrator"] };
  await call("PUT", `/accounts/${admin.id}/roles`).send(kept).expect(200);
});

test("SES-19 403: setting roles requires an administrator with a recent sign-in", async () => {
  await expectAdministratorsOnly("PUT", path, body);
  await expectRecentSignIn("PUT", path, body);
});
