import { expect, test } from "vitest";
import type { Account } from "./Account.ts";
import { AccountsFileError } from "./AccountsFileError.ts";
import { createLocalAuthenticator } from "./createLocalAuthenticator.ts";
import { useUpFirstPassword } from "./useUpFirstPassword.ts";

const NOW_MS = 1_753_089_693_083;
const account: Account = {
  id: "0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11",
  username: "admin",
  passwordHash: "-",
  roles: ["System Administrator"],
  disabled: false,
  createdAtMs: NOW_MS,
  passwordChangedAtMs: NOW_MS,
  passwordExpiresAtMs: NOW_MS + 1000,
  version: 1,
};

function createFile(accounts: readonly Account[], canWrite = true) {
  const kept = { accounts };
  const file = {
    path: "accounts.json",
    exists: () => true,
    read: () => kept.accounts,
    async update(change: (accounts: readonly Account[]) => readonly Account[]) {
      if (!canWrite) throw new AccountsFileError("accounts.json", "it cannot be written.");
      kept.accounts = change(kept.accounts);
    },
  };
  return { file, kept };
}

test("AUT-11 the first use is the last, whoever comes second", async () => {
  const { file, kept } = createFile([account]);
  expect(await useUpFirstPassword(file, account, NOW_MS)).toBe(true);
  expect(kept.accounts).toEqual([{ ...account, passwordExpiresAtMs: NOW_MS }]);
  expect(await useUpFirstPassword(file, account, NOW_MS)).toBe(false);
});

test.each([
  { name: "changed meanwhile", current: [{ ...account, version: 2 }] },
  { name: "removed meanwhile", current: [] },
])("AUT-11 an account that was $name lets nobody in", async ({ current }) => {
  const { file, kept } = createFile(current);
  expect(await useUpFirstPassword(file, account, NOW_MS)).toBe(false);
  expect(kept.accounts).toEqual(current);
});

test("AUT-11 nobody gets in with a first password whose use cannot be written down", async () => {
  const { file } = createFile([account], false);
  const authenticator = createLocalAuthenticator({
    file,
    checker: {
      check: async () => ({ kind: "done", value: { isRight: true } }),
      hash: async () => ({ kind: "done", value: "-" }),
    },
    policy: { faultsOf: async () => [] },
    clock: { nowMs: () => NOW_MS },
  });
  const outcome = await authenticator.authenticate({ username: "admin", password: "-", mustRefuse: false });
  expect(outcome).toMatchObject({ kind: "unavailable", cause: { name: "AccountsFileError" } });
});
