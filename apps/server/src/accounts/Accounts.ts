import type { AccountSummary } from "./AccountSummary.ts";

/** The local accounts, for those who administer them. Every change is on disk when fulfilled. */
export interface Accounts {
  /** @throws {AccountsFileError} when the file cannot be trusted. */
  list(): readonly AccountSummary[];

  /**
   * Makes an account.
   *
   * @throws {InvalidAccountError} when name, password or roles cannot be kept.
   * @throws {AccountExistsError} when the name is taken.
   */
  add(account: NewAccount): Promise<AccountSummary>;

  /**
   * Replaces the password without asking for the current one.
   *
   * @throws {AccountNotFoundError} when there is no such account.
   * @throws {InvalidAccountError} when the password may not be used.
   */
  setPassword(change: { readonly username: string; readonly password: string }): Promise<AccountSummary>;

  /** @throws {AccountNotFoundError} when there is no such account. */
  setRoles(change: { readonly username: string; readonly roles: readonly string[] }): Promise<AccountSummary>;

  /** @throws {AccountNotFoundError} when there is no such account. */
  setDisabled(change: { readonly username: string; readonly disabled: boolean }): Promise<AccountSummary>;

  /**
   * Removes the account and answers what it was.
   *
   * @throws {AccountNotFoundError} when there is no such account.
   */
  remove(account: { readonly username: string }): Promise<AccountSummary>;
}

/** What a new account needs. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly roles: readonly string[];
}
