import { expect, test } from "vitest";
import { createAccountFixture, NO_ACCOUNT } from "../support/createAccountFixture.ts";
import type { TestApi } from "../support/createTestApi.ts";
import { idOf } from "../support/idOf.ts";

/** The values of the examples of the document. */
const OPERATOR = {
  username: "operator",
  password: "correct horse battery staple",
  roles: ["Appliance Administrator"],
};

/** Operations on an account, and what they leave. */
const onAccount = [
  { method: "PUT", path: "/state", body: { enabled: false }, left: { enabled: false } },
  { method: "PUT", path: "/roles", body: { roles: OPERATOR.roles }, left: { roles: OPERATOR.roles } },
  { method: "POST", path: "/reset-password", left: { passwordExpiresAt: expect.any(Number) } },
  { method: "POST", path: "/unlock", left: { enabled: true } },
  { method: "DELETE", path: "", left: undefined },
] as const;

/** Each way of the document to carry a token, with a session of its own. */
async function credentialsOf(api: TestApi): Promise<readonly Record<string, string>[]> {
  return [
    { "x-hm-authorization": await api.signIn() },
    { authorization: await api.signIn() },
    await api.browse(),
  ];
}

test.each(onAccount)(
  "every credential of the document acts on an account: $method $path",
  async ({ method, path, left, ...rest }) => {
    for (const index of [0, 1, 2]) {
      const { api, add, list } = await createAccountFixture();
      const { account } = await add(OPERATOR);
      const headers = (await credentialsOf(api))[index] ?? {};
      const call = api.call(method, `/accounts/${account.id}${path}`).set(headers);
      const { body } = await ("body" in rest ? call.send(rest.body) : call).expect(200);
      expect(body.data.account).toMatchObject({ id: account.id, username: "operator", ...left });
      const found = (await list()).find(({ id }) => id === account.id);
      if (left === undefined) expect(found).toBeUndefined();
      else expect(found).toMatchObject(left);
    }
  },
);

test("every credential of the document shows and ends a session by its id", async () => {
  const { api } = await createAccountFixture();
  for (const headers of await credentialsOf(api)) {
    const token = await api.signIn();
    const path = `/live-sessions/${await idOf(api, token)}`;
    const { body } = await api.call("GET", path).set(headers).expect(200);
    expect(body.data).toMatchObject({ current: false, user: { username: "admin" } });
    await api.call("DELETE", path).set(headers).expect(200);
    await api.get("/sessions").set("authorization", token).expect(401);
  }
});

test("404: an unknown id is not found with any kind of credential", async () => {
  const { api } = await createAccountFixture();
  for (const headers of await credentialsOf(api)) {
    for (const { method, path, ...rest } of onAccount) {
      const call = api.call(method, `/accounts/${NO_ACCOUNT}${path}`).set(headers);
      await ("body" in rest ? call.send(rest.body) : call).expect(404);
    }
    for (const method of ["GET", "DELETE"])
      await api.call(method, `/live-sessions/${NO_ACCOUNT}`).set(headers).expect(404);
  }
});
