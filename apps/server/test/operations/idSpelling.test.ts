import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { createAccountFixture } from "../support/createAccountFixture.ts";
import { idOf } from "../support/idOf.ts";

const contract = await loadContract(new URL("../../../../spec/openapi.yaml", import.meta.url));
const bodies: Readonly<Record<string, object>> = {
  setAccountState: { enabled: false },
  setAccountRoles: { roles: ["Operator"] },
};
const withId = [...contract.operations.values()].filter(({ path }) => /\{(?:account|session)Id\}/.test(path));

test.each(withId.map((operation) => ({ ...operation, name: operation.id })))(
  "200: $name finds its account or session by an id in upper case",
  async ({ id, method, path }) => {
    const { api, call, zoe, signIn, oneTimePassword } = await createAccountFixture();
    const { token } = await signIn("zoe", oneTimePassword);
    const sessionId = await idOf(api, token);
    const target = path
      .replace("{accountId}", zoe.id.toUpperCase())
      .replace("{sessionId}", sessionId.toUpperCase());
    const { body } = await call(method, target).send(bodies[id]).expect(200);
    const { account, session } = body.data;
    if (account !== undefined) expect(account.id).toBe(zoe.id);
    if (session !== undefined) expect(session.id).toBe(sessionId);
    if (id === "endSessionById") await api.get("/sessions").set("authorization", token).expect(401);
  },
);

test("the table has every operation with an id in its path", () => {
  expect(withId).toHaveLength(7);
});
