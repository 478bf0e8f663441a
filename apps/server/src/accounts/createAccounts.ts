import { randomUUID } from "node:crypto";
import type { Clock } from "@gatehouse/sessions";
import type { Account } from "./Account.ts";
import { AccountExistsError } from "./AccountExistsError.ts";
import { AccountNotFoundError } from "./AccountNotFoundError.ts";
import { type AccountSummary, summaryOf } from "./AccountSummary.ts";
import type { Accounts, NewAccount } from "./Accounts.ts";
import type { AccountsFile } from "./AccountsFile.ts";
import { accountFaultsOf } from "./accountFaultsOf.ts";
import { BusyHashingError } from "./BusyHashingError.ts";
import { InvalidAccountError } from "./InvalidAccountError.ts";
import type { PasswordChecker } from "./PasswordChecker.ts";
import type { PasswordPolicy } from "./PasswordPolicy.ts";
import { withPassword } from "./withPassword.ts";

/** What the accounts are made of. */
export interface AccountsOptions {
  readonly file: AccountsFile;
  readonly checker: PasswordChecker;
  readonly policy: PasswordPolicy;
  readonly clock: Clock;
}

/** The administration of local accounts on a file. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { file } = options;

  async function change(
    username: string,
    next: (account: Account) => Account | undefined,
  ): Promise<AccountSummary> {
    let touched: Account | undefined;
    await file.update((accounts) => {
      const account = findAccount(accounts, username);
      const changed = next(account);
      touched = changed ?? account;
      return accounts.flatMap((one) => (one.id === account.id ? (changed ?? []) : one));
    });
    if (touched === undefined) throw new AccountNotFoundError(username);
    return summaryOf(touched);
  }

  return {
    list: () => file.read().map(summaryOf),
    add: (account) => addAccount(options, account),
    async setPassword({ username, password }) {
      findAccount(file.read(), username);
      const passwordHash = await hashChosen(options, { username, password });
      return change(username, withPassword({ passwordHash, nowMs: options.clock.nowMs() }));
    },
    async setRoles({ username, roles }) {
      refuse(accountFaultsOf({ roles }));
      return change(username, (account) => ({ ...account, roles, version: account.version + 1 }));
    },
    setDisabled: ({ username, disabled }) =>
      change(username, (account) => ({ ...account, disabled, version: account.version + 1 })),
    remove: ({ username }) => change(username, () => undefined),
  };
}

function findAccount(accounts: readonly Account[], username: string): Account {
  const account = accounts.find((one) => one.username === username);
  if (account === undefined) throw new AccountNotFoundError(username);
  return account;
}

async function addAccount(
  options: AccountsOptions,
  { username, password, roles }: NewAccount,
): Promise<AccountSummary> {
  refuse(accountFaultsOf({ username, roles }));
  const passwordHash = await hashChosen(options, { username, password });
  const nowMs = options.clock.nowMs();
  const times = { createdAtMs: nowMs, passwordChangedAtMs: nowMs };
  const account: Account = {
    id: randomUUID(),
    username,
    passwordHash,
    roles,
    disabled: false,
    ...times,
    version: 1,
  };
  await options.file.update((accounts) => {
    if (accounts.some((one) => one.username === username)) throw new AccountExistsError(username);
    return [...accounts, account];
  });
  return summaryOf(account);
}

async function hashChosen(
  { checker, policy }: AccountsOptions,
  candidate: { readonly username: string; readonly password: string },
): Promise<string> {
  refuse(await policy.faultsOf(candidate));
  const hashed = await checker.hash(candidate.password);
  if (hashed.kind === "busy") throw new BusyHashingError(hashed.retryAfterSeconds);
  return hashed.value;
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new InvalidAccountError(faults);
}
