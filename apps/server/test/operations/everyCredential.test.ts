import { expect, test } from "vitest";
import { createAccountScene, NO_ACCOUNT } from "../support/accountScene.ts";

/** Operations on something that is named in the path; the id is nobody's, which is said to those who may ask. */
const calls = [
  { method: "DELETE", path: `/accounts/${NO_ACCOUNT}` },
  { method: "PUT", path: `/accounts/${NO_ACCOUNT}/state`, body: { enabled: false } },
  { method: "PUT", path: `/accounts/${NO_ACCOUNT}/roles`, body: { roles: ["Auditor"] } },
  { method: "POST", path: `/accounts/${NO_ACCOUNT}/reset-password` },
  { method: "POST", path: `/accounts/${NO_ACCOUNT}/unlock` },
  { method: "GET", path: `/live-sessions/${NO_ACCOUNT}` },
  { method: "DELETE", path: `/live-sessions/${NO_ACCOUNT}` },
] as const;

test("every credential of the document opens the operations that take an id", async () => {
  const { api } = await createAccountScene();
  const credentials = [
    { "x-hm-authorization": await api.signIn() },
    { authorization: await api.signIn() },
    await api.browse(),
  ];
  for (const { method, path, ...rest } of calls) {
    for (const headers of credentials) {
      const call = api.call(method, path).set(headers);
      const { status } = await ("body" in rest ? call.send(rest.body) : call);
      expect([method, path, status]).toEqual([method, path, 404]);
    }
  }
});
