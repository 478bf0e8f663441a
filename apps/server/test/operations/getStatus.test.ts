import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { createSelfSignedIdentity } from "../../src/tls/createSelfSignedIdentity.ts";
import { expectAdministratorsOnly } from "../support/createAccountFixture.ts";
import { createTestApi } from "../support/createTestApi.ts";
import { testProtectedOperation } from "../support/testProtectedOperation.ts";

const path = "/status";

testProtectedOperation({ method: "GET", path });

test("200: an administrator sees release, store, trail and nodes, also with an old sign-in", async () => {
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

test("200: a server with TLS shows its certificate, its database and its stored trail", async () => {
  const file = import.meta.filename;
  const identity = await createSelfSignedIdentity(Date.now());
  const api = await createTestApi({
    status: {
      configuration: {
        store: { kind: "sqlite", file, cacheBytes: 0 },
        audit: { kind: "file", file: "/nowhere", maxBytes: 1, keepFiles: 1, chained: true },
      },
      identity: () => identity,
      liveSessions: () => 3,
    },
  });
  const { data } = (
    await api
      .get(path)
      .set(await api.browse())
      .expect(200)
  ).body;
  expect(data).toMatchObject({
    liveSessions: 3,
    store: { kind: "sqlite", sizeBytes: statSync(file).size },
    certificate: { fingerprint: identity.fingerprint, expiresAt: identity.expiresAtMs },
    audit: { kept: true },
  });
  expect(JSON.stringify(data)).not.toContain("PRIVATE KEY");
});

test("403: the status requires a System Administrator", async () => {
  await expectAdministratorsOnly("GET", path);
});
