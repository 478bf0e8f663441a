import {
  type Authenticator,
  createMemoryStore,
  defaultSessionLimits,
  liveWindowAt,
  type Store,
  StoreUnavailableError,
} from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { openTestAccounts } from "../../test/accounts/openTestAccounts.ts";
import { openAccounts } from "./openAccounts.ts";

const START_MS = 1_753_089_693_083;
const window = liveWindowAt(START_MS, defaultSessionLimits);

/** The hash of the only account. */
async function hashIn({ accounts }: Store): Promise<string | undefined> {
  return (await accounts.list())[0]?.passwordHash;
}

function tryPassword(authenticator: Authenticator, username: string, password: string) {
  return authenticator.authenticate({ username, password, mustReject: false });
}

const accepted = { kind: "authenticated" };
const refused = (reason: string) => ({ kind: "refused", reason });

test("AUT-11 the first start creates admin with a random password that is not stored", async () => {
  const { authenticator, newAdminPassword, store } = await openTestAccounts();
  expect(newAdminPassword).toMatch(/^(\w{5}-){4}\w{5}$/);
  expect(JSON.stringify(await store.accounts.list())).not.toContain(newAdminPassword);
  const outcome = await tryPassword(authenticator, "admin", newAdminPassword ?? "");
  expect(outcome).toMatchObject({
    ...accepted,
    identity: {
      roles: ["System Administrator", "Appliance Administrator"],
      user: {
        authType: "local",
        username: "admin",
        enterprise: "HybridityAdmin",
        currentOrganization: "DEFAULT",
      },
    },
  });
  for (const known of ["admin", "password", "changeme", "SecureP@ssw0rd"]) {
    expect(await tryPassword(authenticator, "admin", known)).toEqual(refused("wrong-password"));
  }
});

test("AUT-11 the random first password signs in once, and its session can change it", async () => {
  const { authenticator, newAdminPassword = "", time } = await openTestAccounts();
  const outcomes = await Promise.all(
    Array.from({ length: 3 }, () => tryPassword(authenticator, "admin", newAdminPassword)),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["authenticated", "refused", "refused"]);
  time.nowMs += 1000;
  expect(await tryPassword(authenticator, "admin", newAdminPassword)).toEqual(refused("expired"));
  const [opened] = outcomes.filter(({ kind }) => kind === "authenticated");
  if (opened?.kind !== "authenticated") throw new Error("Nobody got in.");
  const change = { user: opened.identity.user, currentPassword: newAdminPassword, mustReject: false, window };
  const changed = await authenticator.changePassword?.({ ...change, newPassword: "seven grey herons wade" });
  expect(changed).toMatchObject({ kind: "changed" });
  for (let count = 0; count < 2; count += 1) {
    expect(await tryPassword(authenticator, "admin", "seven grey herons wade")).toMatchObject(accepted);
  }
});

test("AUT-11 the random first password expires after three days, and a changed one does not", async () => {
  const first = await openTestAccounts();
  first.time.nowMs += 3 * 86_400_000 - 1;
  expect(await tryPassword(first.authenticator, "admin", first.newAdminPassword ?? "")).toMatchObject(
    accepted,
  );
  const { authenticator, accounts, newAdminPassword = "", time } = await openTestAccounts();
  time.nowMs += 3 * 86_400_000;
  expect(await tryPassword(authenticator, "admin", newAdminPassword)).toEqual(refused("expired"));
  await accounts.setPassword({ username: "admin", password: "seven grey herons wade" });
  time.nowMs += 1e12;
  expect(await tryPassword(authenticator, "admin", "seven grey herons wade")).toMatchObject(accepted);
});

test("a password from the operator is used unchanged, and its weakness is reported", async () => {
  const { authenticator, firstAccount, newAdminPassword } = await openTestAccounts({
    adminPassword: "SecureP@ssw0rd",
  });
  expect(newAdminPassword).toBeUndefined();
  expect(firstAccount).toMatchObject({ kind: "chosen", username: "admin" });
  expect(firstAccount.kind === "chosen" && firstAccount.weaknesses).toHaveLength(1);
  expect(await tryPassword(authenticator, "admin", "SecureP@ssw0rd")).toMatchObject(accepted);
});

test.each([
  { name: "an empty password", adminPassword: "", want: "is empty" },
  {
    name: "a password of 1,025 bytes",
    adminPassword: "x".repeat(1025),
    want: "has 1025 bytes; use at most 1024",
  },
])("AUT-02 $name is rejected as first password", async ({ adminPassword, want }) => {
  await expect(openTestAccounts({ adminPassword })).rejects.toThrow(want);
});

test("a second start keeps the accounts and the password", async () => {
  const first = await openTestAccounts({ adminPassword: "one for the first start" });
  const { store } = first;
  const second = await openTestAccounts({ store, adminPassword: "two for the second start" });
  expect(second.firstAccount).toEqual({ kind: "kept" });
  expect(await tryPassword(second.authenticator, "admin", "one for the first start")).toMatchObject(accepted);
});

test("a store whose accounts were all removed gets no new admin", async () => {
  const { accounts, store } = await openTestAccounts();
  await accounts.remove({ username: "admin" });
  const again = await openTestAccounts({ store });
  expect(again.firstAccount).toEqual({ kind: "kept" });
  expect(await again.accounts.list()).toEqual([]);
});

test("AUT-01 passwords are kept as argon2id of at least 19 MiB, 2 passes, 1 lane", async () => {
  const store = createMemoryStore();
  const options = { store: store.accounts, clock: { nowMs: () => START_MS }, limits: defaultSessionLimits };
  await openAccounts(options).ensureAdministrator(undefined);
  expect(await hashIn(store)).toMatch(
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  );
});

test("AUT-01 a hash is renewed at sign-in when the parameters rise, and the password still works", async () => {
  const { store } = await openTestAccounts({ adminPassword: "seven grey herons wade" });
  const hashing = { memoryKibibytes: 16, passes: 2, lanes: 1 };
  const { authenticator } = await openTestAccounts({ store, hashing });
  expect(await tryPassword(authenticator, "admin", "wrong")).toEqual(refused("wrong-password"));
  expect(await hashIn(store)).toContain("m=8,t=1");
  const outcome = await tryPassword(authenticator, "admin", "seven grey herons wade");
  expect(await hashIn(store)).toContain("m=16,t=2");
  expect(await tryPassword(authenticator, "admin", "seven grey herons wade")).toEqual(outcome);
});

test("a hash that is stronger than the current parameters is kept", async () => {
  const hashing = { memoryKibibytes: 16, passes: 2, lanes: 1 };
  const { store } = await openTestAccounts({ adminPassword: "seven grey herons wade", hashing });
  const before = await hashIn(store);
  const { authenticator } = await openTestAccounts({ store });
  expect(await tryPassword(authenticator, "admin", "seven grey herons wade")).toMatchObject(accepted);
  expect(await hashIn(store)).toBe(before);
});

test.each([
  { name: "64 characters", password: "x".repeat(64), other: "x".repeat(63) },
  { name: "73 characters", password: "x".repeat(73), other: "x".repeat(72) },
  { name: "1,024 bytes", password: "x".repeat(1024), other: "x".repeat(1023) },
  { name: "a trailing space", password: "seven grey herons ", other: "seven grey herons" },
  { name: "NUL inside", password: "seven\u0000grey", other: "seven" },
  { name: "an emoji", password: "\u{1F511} seven", other: "\u{1F512} seven" },
  { name: "a composed letter", password: "caf\u00e9", other: "cafe\u0301" },
])("AUT-02 a password is checked as sent: $name", async ({ password, other }) => {
  const { authenticator } = await openTestAccounts({ adminPassword: password });
  expect(await tryPassword(authenticator, "admin", password)).toMatchObject(accepted);
  expect(await tryPassword(authenticator, "admin", other)).toEqual(refused("wrong-password"));
});

test("AUT-04 unknown, wrong, disabled and locked each cost one hash and are rejected", async () => {
  const { authenticator, accounts, gate } = await openTestAccounts({
    adminPassword: "seven grey herons wade",
  });
  await accounts.add({ username: "gone", password: "four brown owls listen", roles: ["Operator"] });
  await accounts.setDisabled({ username: "gone", disabled: true });
  const attempts: [username: string, password: string, mustReject: boolean, reason: string][] = [
    ["nobody", "seven grey herons wade", false, "unknown-user"],
    ["admin", "wrong", false, "wrong-password"],
    ["gone", "four brown owls listen", false, "disabled"],
    ["gone", "wrong", false, "wrong-password"],
    ["admin", "seven grey herons wade", true, "locked"],
  ];
  for (const [username, password, mustReject, reason] of attempts) {
    const attempt = authenticator.authenticate({ username, password, mustReject });
    await Promise.resolve();
    await Promise.resolve();
    expect(gate.running).toBe(1);
    expect(await attempt).toEqual(refused(reason));
  }
});

test("an account that is added again under the same name gets a new id", async () => {
  const { accounts } = await openTestAccounts();
  const account = { username: "ada", password: "four brown owls listen", roles: ["Operator"] };
  const first = await accounts.add(account);
  await accounts.remove(account);
  expect((await accounts.add(account)).account.id).not.toBe(first.account.id);
});

test("AUT-19 a password is changed only with the current one, and the new one must be acceptable", async () => {
  const { authenticator } = await openTestAccounts({ adminPassword: "seven grey herons wade" });
  const outcome = await tryPassword(authenticator, "admin", "seven grey herons wade");
  if (outcome.kind !== "authenticated") throw new Error("The sign-in failed.");
  const change = (currentPassword: string, newPassword: string) =>
    authenticator.changePassword?.({
      user: outcome.identity.user,
      currentPassword,
      newPassword,
      mustReject: false,
      window,
    });
  expect(await change("wrong", "four brown owls listen")).toEqual(refused("wrong-password"));
  expect(await change("seven grey herons wade", "short")).toMatchObject({ kind: "unacceptable" });
  expect(await change("seven grey herons wade", "four brown owls listen")).toMatchObject({
    kind: "changed",
    identity: { account: { version: 2 } },
  });
  expect(await tryPassword(authenticator, "admin", "seven grey herons wade")).toEqual(
    refused("wrong-password"),
  );
  expect(await tryPassword(authenticator, "admin", "four brown owls listen")).toMatchObject(accepted);
});

test("one of two parallel password changes succeeds, and the other is rejected", async () => {
  const { authenticator } = await openTestAccounts({ adminPassword: "seven grey herons wade" });
  const outcome = await tryPassword(authenticator, "admin", "seven grey herons wade");
  if (outcome.kind !== "authenticated") throw new Error("The sign-in failed.");
  const change = (newPassword: string) =>
    authenticator.changePassword?.({
      user: outcome.identity.user,
      currentPassword: "seven grey herons wade",
      newPassword,
      mustReject: false,
      window,
    });
  const kinds = (await Promise.all([change("four brown owls listen"), change("nine red foxes yawning")])).map(
    (result) => result?.kind,
  );
  expect(kinds.sort()).toEqual(["changed", "refused"]);
});

test("AUT-14 an unavailable store makes the authenticator unavailable and does not reject the password", async () => {
  const { store } = await openTestAccounts({ adminPassword: "seven grey herons wade" });
  const fault = new StoreUnavailableError("accounts.list", { cause: new Error("gone") });
  const broken = { ...store.accounts, list: () => Promise.reject(fault) };
  const options = { store: broken, clock: { nowMs: () => START_MS }, limits: defaultSessionLimits };
  const { authenticator } = openAccounts(options);
  expect(await tryPassword(authenticator, "admin", "seven grey herons wade")).toEqual({
    kind: "unavailable",
    cause: fault,
  });
});

test("AUT-11 a first password does not sign in while its use cannot be stored", async () => {
  const { store, newAdminPassword = "" } = await openTestAccounts();
  const fault = new StoreUnavailableError("accounts.change", { cause: new Error("disk full") });
  const stuck = { ...store, accounts: { ...store.accounts, change: () => Promise.reject(fault) } };
  const { authenticator } = await openTestAccounts({ store: stuck });
  expect(await tryPassword(authenticator, "admin", newAdminPassword)).toMatchObject({ kind: "unavailable" });
});

test("a change by another process counts at the next sign-in", async () => {
  const { authenticator, store } = await openTestAccounts({ adminPassword: "seven grey herons wade" });
  const other = await openTestAccounts({ store });
  await other.accounts.setDisabled({ username: "admin", disabled: true });
  expect(await tryPassword(authenticator, "admin", "seven grey herons wade")).toEqual(refused("disabled"));
});
