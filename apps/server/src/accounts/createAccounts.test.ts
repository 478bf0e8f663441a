import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openTestAccounts } from "../../test/accounts/openTestAccounts.ts";

const ada = { username: "ada", password: "four brown owls listen", roles: ["Operator"] };

test("an account is listed without its hash", async () => {
  const { accounts } = await openTestAccounts();
  const added = await accounts.add(ada);
  expect(added).toMatchObject({ username: "ada", roles: ["Operator"], disabled: false, version: 1 });
  expect(accounts.list()).toHaveLength(2);
  expect(JSON.stringify(accounts.list())).not.toContain("argon2");
});

test("a name that is taken is refused", async () => {
  const { accounts } = await openTestAccounts();
  await accounts.add(ada);
  await expect(accounts.add(ada)).rejects.toMatchObject({ code: "ACCOUNT_EXISTS", username: "ada" });
});

test("of parallel additions none is lost, and of the same name one wins", async () => {
  const { accounts } = await openTestAccounts();
  const names = ["a", "b", "c", "d", "a"];
  const results = await Promise.allSettled(names.map((username) => accounts.add({ ...ada, username })));
  expect(results.filter((result) => result.status === "rejected")).toHaveLength(1);
  expect(
    accounts
      .list()
      .map((account) => account.username)
      .sort(),
  ).toEqual(["a", "admin", "b", "c", "d"]);
});

test("changes of an account that does not exist are refused", async () => {
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
])("the name %j is refused", async (username) => {
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
    expect((await accounts.add({ ...ada, username })).username).toBe(username);
  },
);

test("a role that cannot be shown is refused", async () => {
  const { accounts } = await openTestAccounts();
  for (const role of ["", " ", "a\nb", "x".repeat(65)]) {
    await expect(accounts.add({ ...ada, roles: [role] })).rejects.toMatchObject({ code: "INVALID_ACCOUNT" });
  }
});

test("AUT-03 a weak password is refused for a new account and as a new password", async () => {
  const { accounts } = await openTestAccounts();
  const weak = { code: "INVALID_ACCOUNT", faults: [expect.stringContaining("at least 15")] };
  await expect(accounts.add({ ...ada, password: "short" })).rejects.toMatchObject(weak);
  await expect(accounts.setPassword({ username: "admin", password: "short" })).rejects.toMatchObject(weak);
});

test("an accounts file that others may open is refused, with the command that mends it", async () => {
  const { dataDirectory, file } = await openTestAccounts();
  chmodSync(file, 0o640);
  await expect(openTestAccounts({ dataDirectory })).rejects.toMatchObject({
    code: "ACCOUNTS_FILE_UNUSABLE",
    message: expect.stringContaining(`chmod 600 ${file}`),
  });
});

test.each([
  { name: "no JSON", change: () => "{", want: "not a JSON object" },
  { name: "a list", change: () => "[]", want: "not a JSON object" },
  {
    name: "a newer version",
    change: (text: string) => text.replace('"version": 1,', '"version": 2,'),
    want: "/version is 2",
  },
  { name: "no accounts", change: () => '{"version":1}', want: "/accounts is not a list" },
  {
    name: "a hash of another kind",
    change: (text: string) => text.replace("$argon2id$", "$2b$"),
    want: "/accounts/0/passwordHash",
  },
  {
    name: "roles that are no list",
    change: (text: string) => text.replace(/"roles": \[[^\]]*\]/, '"roles": "all"'),
    want: "/accounts/0/roles",
  },
])("an accounts file with $name is refused with its place and left as it is", async ({ change, want }) => {
  const { dataDirectory, file } = await openTestAccounts();
  const text = change(readFileSync(file, "utf8"));
  writeFileSync(file, text);
  await expect(openTestAccounts({ dataDirectory })).rejects.toMatchObject({
    code: "ACCOUNTS_FILE_UNUSABLE",
    message: expect.stringContaining(want),
  });
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("an account that is there twice is refused", async () => {
  const { dataDirectory, file } = await openTestAccounts();
  const { version, accounts } = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ version, accounts: [...accounts, { ...accounts[0], id: "other" }] }));
  await expect(openTestAccounts({ dataDirectory })).rejects.toThrow("/accounts/1/username is there twice");
});

test("the file keeps mode 600 through every change", async () => {
  const { accounts, file } = await openTestAccounts();
  await accounts.add(ada);
  await accounts.setDisabled({ username: "ada", disabled: true });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a change that cannot be written is refused and changes nothing", async () => {
  const { accounts, file } = await openTestAccounts();
  mkdirSync(`${file}.${process.pid}.tmp`);
  const before = readFileSync(file, "utf8");
  await expect(accounts.setDisabled({ username: "admin", disabled: true })).rejects.toMatchObject({
    code: "ACCOUNTS_FILE_UNUSABLE",
    message: expect.stringContaining("cannot be written"),
  });
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("OPS-04 passwords set while too many are being hashed are turned away unchanged", async () => {
  const { accounts } = await openTestAccounts({ hashingConcurrency: 1 });
  const names = Array.from({ length: 60 }, (_, index) => `user-${index}`);
  const results = await Promise.allSettled(names.map((username) => accounts.add({ ...ada, username })));
  const refusals = results.filter((result) => result.status === "rejected").map((result) => result.reason);
  expect(refusals.length).toBeGreaterThan(0);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ code: "HASHING_BUSY", retryAfterSeconds: 1 });
  }
  expect(accounts.list()).toHaveLength(1 + names.length - refusals.length);
});
