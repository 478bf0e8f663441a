import {
  type AttemptLimiter,
  type AttemptResult,
  type Authenticator,
  createMemoryStore,
  createSessions,
  type SignInAttempt,
} from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { ADMIN, createVsphereFixture, type FixtureOptions } from "./createVsphereFixture.ts";

const { username, password } = ADMIN;
const clientAddress = "192.0.2.7";

/** A local account with the very name and password of the one in vCenter. */
const local: Authenticator = {
  authType: "local",
  async authenticate(credentials) {
    if (credentials.mustReject) return { kind: "refused", reason: "locked" };
    const right = credentials.username === username && credentials.password === password;
    if (!right) return { kind: "refused", reason: "wrong-password" };
    const organizations = [{ id: "default-org-id", name: "DEFAULT" }];
    const user = {
      authType: "local",
      subject: username,
      username,
      enterprise: "HybridityAdmin",
      organizations,
    };
    return {
      kind: "authenticated",
      identity: {
        user: { ...user, currentOrganization: "DEFAULT" },
        roles: ["Operator"],
      },
    };
  },
};

/** Counts what the domain counts. */
function createRecordingLimiter() {
  const settled: { authType: string; result: AttemptResult }[] = [];
  const locked = new Set<string>();
  const limiter: AttemptLimiter = {
    begin: async ({ authType }: SignInAttempt) =>
      locked.has(authType)
        ? { kind: "locked" }
        : {
            kind: "admitted",
            familiar: false,
            settle: async (result: AttemptResult) => void settled.push({ authType, result }),
          },
  };
  return { limiter, settled, locked };
}

async function createSignInFixture(options: FixtureOptions = {}) {
  const fixture = await createVsphereFixture(options);
  const { limiter, settled, locked } = createRecordingLimiter();
  const store = createMemoryStore();
  const authenticators = [local, fixture.vsphere];
  const limits = { sessionsPerUser: 1 };
  const sessions = createSessions({ store, clock: fixture.clock, authenticators, limiter, limits });
  const signIn = (authType: string, overrides: { password?: string; username?: string } = {}) =>
    sessions.signIn({ authType, username, password, clientAddress, ...overrides });
  return { ...fixture, sessions, settled, locked, signIn };
}

test("AUT-14 a vCenter that hangs does not delay local sign-ins and session checks", async () => {
  const { vcenter, sessions, signIn } = await createSignInFixture({
    authenticator: { signInTimeoutMs: 1000 },
  });
  vcenter.behaviour.open = () => undefined;
  let pending = 3;
  const hanging = [1, 2, 3].map(async () => {
    const error = await signIn("vsphere").catch((caught: unknown) => caught);
    pending -= 1;
    return error;
  });
  for (let round = 0; round < 20; round += 1) {
    const { token } = await signIn("local");
    await sessions.readSession({ token });
    await sessions.endSession({ token });
  }
  expect(pending).toBe(3);
  for (const error of await Promise.all(hanging)) {
    expect(error).toMatchObject({ code: "AUTHENTICATOR_UNAVAILABLE", cause: { kind: "timeout" } });
  }
});

test("AUT-14 a fault of vCenter does not count as a wrong password", async () => {
  const { vcenter, settled, signIn } = await createSignInFixture();
  vcenter.behaviour.open = (_request, response) => response.destroy();
  await expect(signIn("vsphere")).rejects.toMatchObject({ code: "AUTHENTICATOR_UNAVAILABLE" });
  delete vcenter.behaviour.open;
  await expect(signIn("vsphere", { password: "wrong" })).rejects.toMatchObject({
    code: "CREDENTIALS_REJECTED",
  });
  await signIn("vsphere");
  expect(settled.map(({ result }) => result)).toEqual(["unchecked", "refused", "accepted"]);
});

test("AUT-14 the error for the caller names neither vCenter nor the reason", async () => {
  const { vcenter, signIn } = await createSignInFixture();
  vcenter.behaviour.open = (_request, response) => response.writeHead(503).end();
  await expect(signIn("vsphere")).rejects.toMatchObject({
    message: "Sign-in by vsphere is not available at the moment.",
    cause: { code: "VCENTER_FAULT", status: 503 },
  });
});

test("AUT-13 the same name in vSphere and local is two users, each with their own sessions and roles", async () => {
  const { sessions, signIn } = await createSignInFixture();
  const inVsphere = await signIn("vsphere");
  const inLocal = await signIn("local");
  expect(inLocal.evicted).toEqual([]);
  expect((await sessions.readSession(inVsphere)).roles).toEqual(["System Administrator"]);
  expect((await sessions.readSession(inLocal)).roles).toEqual(["Operator"]);
});

test("AUT-13 a lock on the vSphere name does not lock the local one", async () => {
  const { vcenter, locked, signIn } = await createSignInFixture();
  locked.add("vsphere");
  await expect(signIn("vsphere")).rejects.toMatchObject({ code: "CREDENTIALS_REJECTED", reason: "locked" });
  expect(vcenter.seen).toEqual([]);
  expect((await signIn("local")).session.user.authType).toBe("local");
});

test("AUT-13 the cap on sessions counts a vSphere user once, however the name is spelt", async () => {
  const spellings = ["administrator", "VSPHERE.LOCAL\\Administrator"];
  const { signIn } = await createSignInFixture({
    vcenter: {
      passwords: Object.fromEntries(spellings.map((name) => [name, password])),
      fullNames: Object.fromEntries(spellings.map((name) => [name, "Administrator@VSPHERE.LOCAL"])),
    },
  });
  const [first] = await Promise.all(
    spellings.slice(0, 1).map((name) => signIn("vsphere", { username: name })),
  );
  const second = await signIn("vsphere", { username: spellings[1] ?? "" });
  expect(second.evicted.map(({ id }) => id)).toEqual([first?.session.id]);
});

test("AUT-18 a vSphere user without a role gets no session, here or in vCenter", async () => {
  const { vcenter, signIn } = await createSignInFixture({
    roles: { domains: { "corp.example": ["Operator"] } },
  });
  await expect(signIn("vsphere")).rejects.toMatchObject({ code: "NO_ROLE_MAPPED" });
  expect(vcenter.sessions.size).toBe(0);
});

test("AUT-05 an empty password is rejected without a call to vCenter", async () => {
  const { vcenter, settled, signIn } = await createSignInFixture();
  await expect(signIn("vsphere", { password: "" })).rejects.toMatchObject({ code: "MALFORMED_CREDENTIALS" });
  expect(vcenter.seen).toEqual([]);
  expect(settled).toEqual([]);
});

test.each(["VSPHERE", "vsphere ", "vSphere", "", "ldap", "__proto__"])(
  "AUT-12 the auth type %j is rejected without a call to vCenter",
  async (authType) => {
    const { vcenter, signIn } = await createSignInFixture();
    await expect(signIn(authType)).rejects.toMatchObject({ code: "UNSUPPORTED_AUTH_TYPE" });
    expect(vcenter.seen).toEqual([]);
  },
);
