import { randomUUID } from "node:crypto";
import type { Account, AccountStore, RandomBytes } from "@gatehouse/sessions";
import { AccountExistsError, BusyHashingError, InvalidAccountError } from "./accountErrors.ts";
import {
  type AccountChoice,
  type AccountSummary,
  type Change,
  type ChangedAccount,
  type ChangeOptions,
  changeAccount,
  findAccount,
  keep,
  summaryOf,
  withPassword,
} from "./changeAccount.ts";
import type { PasswordPolicy } from "./createPasswordPolicy.ts";
import { accountFaultsOf } from "./identityOf.ts";
import { createOneTimePassword } from "./oneTimePassword.ts";
import type { PasswordChecker } from "./passwordHash.ts";

/** The values of a new account. */
export interface NewAccount {
  readonly username: string;
  /** Left out to have a one-time password made. */
  readonly password?: string | undefined;
  readonly roles: readonly string[];
}

/** A new account, and its password where one was made. */
export interface AddedAccount {
  readonly account: AccountSummary;
  readonly oneTimePassword?: string;
}

/** Accounts from a file, and what becomes of those that are there already. */
interface AccountsImport {
  readonly accounts: readonly Account[];
  /** Whether accounts of the same name are replaced; their sessions end. */
  readonly replace: boolean;
}

/**
 * The local accounts, for their administration. Every change is on disk when fulfilled, together with the end of the
 * sessions that may not outlive it (SES-17, SES-18, SES-23). Every method throws `AccountUnchangedError` when the store
 * accepted no write. Methods that end sessions throw `AccountNotKeptError` when only the sessions ended.
 */
export interface Accounts {
  /** @throws {StoreUnavailableError} when the store is unavailable. */
  list(): Promise<readonly AccountSummary[]>;

  /** @throws {AccountNotFoundError} when there is no such account. */
  find(choice: AccountChoice): Promise<AccountSummary>;

  /** The accounts with their secrets, for an export. */
  listWithSecrets(): Promise<readonly Account[]>;

  /**
   * Makes an account.
   *
   * @throws {InvalidAccountError} when name, password or roles cannot be kept.
   * @throws {AccountExistsError} when the name is taken.
   */
  add(account: NewAccount): Promise<AddedAccount>;

  /**
   * Keeps accounts from a file: those that are new together or none, then the replaced ones one after the other, up to
   * the first that cannot be replaced.
   *
   * @throws {InvalidAccountError} when a name or role cannot be kept.
   * @throws {AccountExistsError} when a name is taken and nothing is to be replaced, or an id is another account's.
   */
  import(accounts: AccountsImport): Promise<ImportOutcome>;

  /**
   * Replaces the password without asking for the current one, and ends all sessions of the account.
   *
   * @throws {AccountNotFoundError} when there is no such account.
   * @throws {InvalidAccountError} when the password may not be used.
   */
  setPassword(change: AccountChoice & { readonly password: string }): Promise<ChangedAccount>;

  /** As `setPassword`, with a password that is made for one sign-in. */
  resetPassword(account: AccountChoice): Promise<ChangedAccount & { readonly oneTimePassword: string }>;

  /**
   * Ends all sessions when a role was removed.
   *
   * @throws {AccountNotFoundError} when there is no such account.
   * @throws {LastAdministratorError} when an administrator is to be kept, and this is the last one; so do the others.
   */
  setRoles(change: AccountChoice & { readonly roles: readonly string[] }): Promise<ChangedAccount>;

  /** Ends all sessions of a disabled account. @throws {AccountNotFoundError} when there is no such account. */
  setDisabled(change: AccountChoice & { readonly disabled: boolean }): Promise<ChangedAccount>;

  /** Removes the account and its sessions. @throws {AccountNotFoundError} when there is no such account. */
  remove(account: AccountChoice): Promise<ChangedAccount>;
}

/** The outcome for one account of a file; `before` is absent for a new account. */
export type ImportedAccount = Omit<ChangedAccount, "before"> & Partial<Pick<ChangedAccount, "before">>;

/** The progress of an import. */
interface ImportOutcome {
  readonly imported: readonly ImportedAccount[];
  /** The account that could not be replaced, and why; absent where all were imported. */
  readonly stopped?: { readonly username: string; readonly cause: unknown };
}

/** Options of the accounts. */
interface AccountsOptions extends ChangeOptions {
  readonly checker: PasswordChecker;
  readonly policy: PasswordPolicy;
  readonly randomBytes: RandomBytes;
}

/** The administration of local accounts in a store. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { store, clock } = options;
  let last: Promise<unknown> = Promise.resolve();
  const change = (choice: AccountChoice, next: Change): Promise<ChangedAccount> => {
    if (choice.keepAdministrator !== true) return changeAccount(options, choice, next);
    const changed = last.then(() => changeAccount(options, choice, next));
    last = changed.catch(() => undefined);
    return changed;
  };
  return {
    list: async () => (await store.list()).map(summaryOf),
    find: async (choice) => summaryOf(findAccount(await store.list(), choice)),
    listWithSecrets: () => store.list(),
    add: (account) => addAccount(options, account),
    import: (accounts) => importAccounts(options, accounts),
    async setPassword({ password, ...choice }) {
      const { username } = findAccount(await store.list(), choice);
      const passwordHash = await hashChosen(options, { username, password });
      return change(choice, withPassword({ passwordHash, nowMs: clock.nowMs() }));
    },
    async resetPassword(choice) {
      findAccount(await store.list(), choice);
      const { password, passwordExpiresAtMs } = createOneTimePassword(options.randomBytes, clock.nowMs());
      const renew = withPassword({ passwordHash: await hash(options, password), nowMs: clock.nowMs() });
      const changed = await change(choice, (account) => ({ ...renew(account), passwordExpiresAtMs }));
      return { ...changed, oneTimePassword: password };
    },
    async setRoles({ roles, ...choice }) {
      reject(accountFaultsOf({ roles }));
      return change(choice, (account) => ({ ...account, roles, version: account.version + 1 }));
    },
    setDisabled: ({ disabled, ...choice }) =>
      change(choice, (account) => ({ ...account, disabled, version: account.version + 1 })),
    remove: (choice) => change(choice, () => undefined),
  };
}

async function addAccount(
  options: AccountsOptions,
  { username, password, roles }: NewAccount,
): Promise<AddedAccount> {
  reject(accountFaultsOf({ username, roles }));
  const nowMs = options.clock.nowMs();
  const made = password === undefined ? createOneTimePassword(options.randomBytes, nowMs) : undefined;
  const passwordHash =
    made === undefined
      ? await hashChosen(options, { username, password: password ?? "" })
      : await hash(options, made.password);
  const account: Account = {
    id: randomUUID(),
    username,
    passwordHash,
    roles,
    disabled: false,
    createdAtMs: nowMs,
    passwordChangedAtMs: nowMs,
    ...(made === undefined ? {} : { passwordExpiresAtMs: made.passwordExpiresAtMs }),
    version: 1,
  };
  await addAll(options.store, [account]);
  return { account: summaryOf(account), ...(made === undefined ? {} : { oneTimePassword: made.password }) };
}

async function addAll(store: AccountStore, accounts: readonly Account[]): Promise<void> {
  const result = await keep(() => store.add(accounts));
  if (!result.added) throw new AccountExistsError(result.taken.username);
}

async function importAccounts(
  options: AccountsOptions,
  { accounts, replace }: AccountsImport,
): Promise<ImportOutcome> {
  reject(accounts.flatMap((account) => accountFaultsOf(account)));
  const known = new Set((await options.store.list()).map(({ username }) => username));
  const fresh = accounts.filter(({ username }) => !replace || !known.has(username));
  await addAll(options.store, fresh);
  const imported: ImportedAccount[] = fresh.map((account) => ({ account: summaryOf(account), ended: 0 }));
  for (const given of accounts.filter((account) => !fresh.includes(account))) {
    const { username } = given;
    const replace = ({ id, version }: Account): Account => ({ ...given, id, version: version + 1 });
    try {
      imported.push(
        await changeAccount(options, { username }, Object.assign(replace, { endsAll: true as const })),
      );
    } catch (cause) {
      return { imported, stopped: { username, cause } };
    }
  }
  return { imported };
}

async function hashChosen(
  options: AccountsOptions,
  candidate: { readonly username: string; readonly password: string },
): Promise<string> {
  reject(await options.policy.faultsOf(candidate));
  return hash(options, candidate.password);
}

async function hash({ checker }: AccountsOptions, password: string): Promise<string> {
  const hashed = await checker.hash(password);
  if (hashed.kind === "busy") throw new BusyHashingError(hashed.retryAfterSeconds);
  return hashed.value;
}

function reject(faults: readonly string[]): void {
  if (faults.length > 0) throw new InvalidAccountError(faults);
}
