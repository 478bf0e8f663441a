import { expect, test } from "vitest";
import { expectAdministratorsOnly } from "../support/accountScene.ts";
import { createTestApi } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/status";

testProtectedOperation({ method: "GET", path });

test("200: an administrator sees release, store, trail and nodes, with an old sign-in too", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  api.clock.advanceSeconds(301);
  const { data } = (await api.get(path).set("authorization", token).expect(200)).body;
  expect(data).toMatchObject({
    release: expect.stringMatching(/^\d+\.\d+\.\d+/),
    ready: true,
    checks: [{ name: "store", passed: true }],
    signIns: { open: true },
    store: { kind: "memory" },
    audit: { kept: false, queuedBytes: 0, lostEvents: 0 },
    nodes: [{ self: true, release: data.release }],
  });
  expect(data).not.toHaveProperty("certificate");
  expect(JSON.stringify(data)).not.toContain("/nowhere");
});

test("403: the status is for a System Administrator", async () => {
  await expectAdministratorsOnly("GET", path);
});
