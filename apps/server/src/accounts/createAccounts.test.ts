import { AccountNotKeptError, createMemoryStore, StoreUnavailableError } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { openTestAccounts } from "../../test/accounts/openTestAccounts.ts";
import { isAdministrator } from "./identityOf.ts";

const ada = { username: "ada", password: "four brown owls listen", roles: ["Operator"] };

test("an account is listed without its hash", async () => {
  const { accounts } = await openTestAccounts();
  const added = await accounts.add(ada);
  expect(added.account).toMatchObject({ username: "ada", roles: ["Operator"], disabled: false, version: 1 });
  expect(await accounts.list()).toHaveLength(2);
  expect(JSON.stringify(await accounts.list())).not.toContain("argon2");
});

test("a name that is taken is rejected", async () => {
  const { accounts } = await openTestAccounts();
  await accounts.add(ada);
  await expect(accounts.add(ada)).rejects.toMatchObject({ code: "ACCOUNT_EXISTS", username: "ada" });
});

test("parallel additions are all kept, and one of several with the same name succeeds", async () => {
  const { accounts } = await openTestAccounts();
  const names = ["a", "b", "c", "d", "a"];
  const results = await Promise.allSettled(names.map((username) => accounts.add({ ...ada, username })));
  expect(results.filter((result) => result.status === "rejected")).toHaveLength(1);
  expect((await accounts.list()).map(({ username }) => username).sort()).toEqual([
    "a",
    "admin",
    "b",
    "c",
    "d",
  ]);
});

test("changes of an account that does not exist are rejected", async () => {
  const { accounts } = await openTestAccounts();
  const missing = { code: "ACCOUNT_NOT_FOUND", username: "eve" };
  await expect(accounts.setPassword({ ...ada, username: "eve" })).rejects.toMatchObject(missing);
  await expect(accounts.setRoles({ ...ada, username: "eve" })).rejects.toMatchObject(missing);
  await expect(accounts.setDisabled({ username: "eve", disabled: true })).rejects.toMatchObject(missing);
  await expect(accounts.remove({ username: "eve" })).rejects.toMatchObject(missing);
});

test.each([
  "",
  " ada",
  "ada ",
  "a b",
  "-ada",
  "ada\n",
  "ada\u0000",
  "ada\u2028",
  "\u001b[31m",
  "x".repeat(65),
  "cafe\u0301",
  "a/b",
  "a:b",
])("the name %j is rejected", async (username) => {
  const { accounts } = await openTestAccounts();
  await expect(accounts.add({ ...ada, username })).rejects.toMatchObject({
    code: "INVALID_ACCOUNT",
    faults: [expect.stringContaining("name")],
  });
});

test.each(["a", "administrator@vsphere.local", "Zo\u00eb", "\u5f20\u4f1f", "x".repeat(64), "a.b_c-d"])(
  "the name %j is accepted",
  async (username) => {
    const { accounts } = await openTestAccounts();
    expect((await accounts.add({ ...ada, username })).account.username).toBe(username);
  },
);

test("a role that cannot be shown is rejected", async () => {
  const { accounts } = await openTestAccounts();
  for (const role of ["", " ", "a\nb", "x".repeat(65)]) {
    await expect(accounts.add({ ...ada, roles: [role] })).rejects.toMatchObject({ code: "INVALID_ACCOUNT" });
  }
});

test("AUT-03 a weak password is rejected for a new account and as a new password", async () => {
  const { accounts } = await openTestAccounts();
  const weak = { code: "INVALID_ACCOUNT", faults: [expect.stringContaining("at least 15")] };
  await expect(accounts.add({ ...ada, password: "short" })).rejects.toMatchObject(weak);
  await expect(accounts.setPassword({ username: "admin", password: "short" })).rejects.toMatchObject(weak);
});

test("OPS-04 additions are rejected with a retry time while too many passwords are being hashed", async () => {
  const { accounts } = await openTestAccounts({ hashingConcurrency: 1 });
  const names = Array.from({ length: 60 }, (_, index) => `user-${index}`);
  const results = await Promise.allSettled(names.map((username) => accounts.add({ ...ada, username })));
  const rejections = results.filter((result) => result.status === "rejected").map((result) => result.reason);
  expect(rejections.length).toBeGreaterThan(0);
  for (const rejection of rejections) {
    expect(rejection).toMatchObject({ code: "HASHING_BUSY", retryAfterSeconds: 1 });
  }
  expect(await accounts.list()).toHaveLength(1 + names.length - rejections.length);
});

test("SES-23 parallel changes are all applied, one after the other", async () => {
  const { accounts } = await openTestAccounts();
  await accounts.add(ada);
  await Promise.all([
    accounts.setDisabled({ username: "ada", disabled: true }),
    accounts.setRoles({ username: "ada", roles: ["Auditor"] }),
    accounts.setPassword({ username: "ada", password: "nine red foxes yawning" }),
  ]);
  const [account] = (await accounts.list()).filter(({ username }) => username === "ada");
  expect(account).toMatchObject({ disabled: true, roles: ["Auditor"], version: 4 });
});

/** Accounts on a store that takes no change, for the reason given. */
async function createStuckAccounts(fault: Error) {
  const store = createMemoryStore();
  await openTestAccounts({ store });
  const stuck = { ...store.accounts, change: () => Promise.reject(fault), add: () => Promise.reject(fault) };
  return openTestAccounts({ store: { ...store, accounts: stuck } });
}

test("SES-23 a store that accepts no write keeps account and sessions, and the error reports it", async () => {
  const cause = new Error("database is locked");
  const { accounts } = await createStuckAccounts(new StoreUnavailableError("accounts.change", { cause }));
  const changes = [
    () => accounts.setDisabled({ username: "admin", disabled: true }),
    () => accounts.setRoles({ username: "admin", roles: [] }),
    () => accounts.setPassword({ username: "admin", password: "nine red foxes yawning" }),
    () => accounts.remove({ username: "admin" }),
    () => accounts.add(ada),
  ];
  for (const change of changes) {
    await expect(change()).rejects.toMatchObject({
      code: "ACCOUNT_UNCHANGED",
      message: expect.stringMatching(/^Nothing was changed: .*database is locked.*Run the command again/),
    });
  }
});

test("FAIL-28 an unchanged account whose sessions ended rejects with ACCOUNT_NOT_KEPT and its remedy", async () => {
  const fault = new AccountNotKeptError("id", { cause: new Error("database or disk is full") });
  const { accounts } = await createStuckAccounts(fault);
  await expect(accounts.setDisabled({ username: "admin", disabled: true })).rejects.toMatchObject({
    code: "ACCOUNT_NOT_KEPT",
    message: expect.stringMatching(/was not changed.*sessions ended all the same.*Make room/),
  });
});

test("FAIL-28 SES-23 a command without a server does not request an end of sessions in memory", async () => {
  const store = createMemoryStore();
  const asked: unknown[] = [];
  const watched = {
    ...store.accounts,
    change(request: Parameters<typeof store.accounts.change>[0]) {
      asked.push(request.endSessions?.evenIfNotKept);
      return store.accounts.change(request);
    },
  };
  const withWatch = { store: { ...store, accounts: watched } };
  const served = await openTestAccounts(withWatch);
  await served.accounts.setDisabled({ username: "admin", disabled: true });
  const { accounts } = await openTestAccounts({ ...withWatch, serves: false });
  await accounts.setDisabled({ username: "admin", disabled: true });
  expect(asked).toEqual([true, false]);
});

test("parallel changes of all administrators leave one of them", async () => {
  const { accounts } = await openTestAccounts();
  const roles = ["System Administrator"];
  for (const username of ["one", "two"])
    await accounts.add({ username, password: "four brown owls listen", roles });
  const choices = ["admin", "one", "two"].map((username) => ({ username, keepAdministrator: true }));
  const [first = { username: "" }, second = { username: "" }, third = { username: "" }] = choices;
  const results = await Promise.allSettled([
    accounts.setDisabled({ ...first, disabled: true }),
    accounts.setRoles({ ...second, roles: ["Auditor"] }),
    accounts.remove(third),
  ]);
  const failed = results.filter((result) => result.status === "rejected");
  expect(failed).toMatchObject([{ reason: { code: "LAST_ADMINISTRATOR" } }]);
  expect((await accounts.list()).filter((account) => isAdministrator(account))).toHaveLength(1);
});

test("the operator on the machine may disable the last administrator", async () => {
  const { accounts } = await openTestAccounts();
  expect((await accounts.setDisabled({ username: "admin", disabled: true })).account.disabled).toBe(true);
});

test("an account is also found by its id, which does not match a later account of the same name", async () => {
  const { accounts } = await openTestAccounts();
  const { account } = await accounts.add(ada);
  expect((await accounts.setRoles({ id: account.id, roles: ["Auditor"] })).account.roles).toEqual([
    "Auditor",
  ]);
  await accounts.remove({ id: account.id });
  await accounts.add(ada);
  await expect(accounts.remove({ id: account.id })).rejects.toMatchObject({ code: "ACCOUNT_NOT_FOUND" });
});

test("AUT-11 a reset makes a password that expires, and ends the sessions", async () => {
  const { accounts, clock } = await openTestAccounts();
  const changed = await accounts.resetPassword({ username: "admin" });
  expect(changed.oneTimePassword).toMatch(/^\w{5}(-\w{5}){4}$/);
  expect(changed.account.passwordExpiresAtMs).toBe(clock.nowMs() + 259_200_000);
});
