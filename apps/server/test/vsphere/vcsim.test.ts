import { expect, onTestFinished, test } from "vitest";
import { createTestAuthority } from "./createTestAuthority.ts";
import { createVsphereFixture, writeTemporaryFile } from "./createVsphereFixture.ts";
import { findVcsim, skipWithoutVcsim, startVcsim, VCSIM_MISSING } from "./startVcsim.ts";

const program = findVcsim();
/** The simulator does not recognise a name with an @. */
const username = "VSPHERE.LOCAL\\Administrator";
const password = "p:äss <&> wörd";
const SESSIONS = "/rest/com/vmware/cis/session";
const TOKENS = "/sts/STSService/vsphere.local";

/** Options of the simulator of a test. */
interface SimulatedFixtureOptions {
  /** As in the roles file. */
  readonly roles: object;
  /** The statuses of a simulator of this version for wrong credentials, by path. */
  readonly needs: Readonly<Record<string, number>>;
  readonly skip: (note: string) => never;
}

/** Skips the test where there is no simulator, or one too old for it. */
async function createSimulatedFixture({ roles, needs, skip }: SimulatedFixtureOptions) {
  if (program === undefined) return skip(VCSIM_MISSING);
  const authority = await createTestAuthority();
  const { certificate, key } = await authority.issue({ name: "127.0.0.1" });
  const [certificateFile, keyFile, certificateAuthorityFile] = [certificate, key, authority.certificate].map(
    writeTemporaryFile,
  );
  const files = { certificateFile: certificateFile ?? "", keyFile: keyFile ?? "" };
  const vcsim = await startVcsim({ program, username, password, ...files }).catch((error) =>
    skipWithoutVcsim(skip, `This vcsim is too old: ${error}`),
  );
  onTestFinished(() => vcsim[Symbol.asyncDispose]());
  for (const [path, status] of Object.entries(needs)) {
    const got = await vcsim.statusOf(path);
    if (got === status) continue;
    const note = `This vcsim is too old: it answers ${path} with ${got}, not ${status}.`;
    return skipWithoutVcsim(skip, note);
  }
  const authenticator = { url: vcsim.url, certificateAuthorityFile: certificateAuthorityFile ?? "" };
  const { vsphere, logged } = await createVsphereFixture({ roles, authenticator });
  const signIn = (overrides: object = {}) =>
    vsphere.authenticate({ username, password, mustReject: false, ...overrides });
  return { signIn, logged };
}

test("AUT-14 the simulator accepts the correct password, and its session can be deleted", async ({
  skip,
}) => {
  const roles = { users: { [username]: ["System Administrator"] } };
  const { signIn, logged } = await createSimulatedFixture({ roles, needs: { [SESSIONS]: 401 }, skip });
  expect(await signIn()).toMatchObject({
    kind: "authenticated",
    identity: {
      user: { authType: "vsphere", subject: "administrator@vsphere.local", username },
      roles: ["System Administrator"],
    },
  });
  expect(logged).toEqual([]);
});

test("AUT-04 the simulator rejects a wrong password and an unknown user", async ({ skip }) => {
  const roles = { domains: { "vsphere.local": ["Operator"] } };
  const { signIn } = await createSimulatedFixture({ roles, needs: { [SESSIONS]: 401 }, skip });
  const rejection = { kind: "refused", reason: "wrong-password" };
  expect(await signIn({ password: `${password} ` })).toEqual(rejection);
  expect(await signIn({ username: "VSPHERE.LOCAL\\nobody" })).toEqual(rejection);
});

test("the token service of the simulator returns the groups", async ({ skip }) => {
  const groups = {
    "vsphere.local\\Administrators": ["System Administrator"],
    "vsphere.local\\Nobody": ["Operator"],
  };
  // The simulator hands a token to everybody.
  const needs = { [SESSIONS]: 401, [TOKENS]: 200 };
  const { signIn, logged } = await createSimulatedFixture({ roles: { groups }, needs, skip });
  expect(await signIn()).toMatchObject({
    kind: "authenticated",
    identity: { roles: ["System Administrator"] },
  });
  expect(logged).toEqual([]);
});
