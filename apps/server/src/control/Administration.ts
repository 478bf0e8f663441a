import type { Account, PageRequest, Session, SessionPage } from "@gatehouse/sessions";
import type { AccountSummary } from "../accounts/changeAccount.ts";
import type { NewAccount } from "../accounts/createAccounts.ts";

/**
 * What the owner of the machine may do, without signing in. Every change is on disk and in the audit trail when
 * fulfilled. A change of an account and the end of its sessions are one step: `AccountUnchangedError` means that
 * neither was done, `AccountNotKeptError` that the sessions ended alone.
 *
 * The same on a running server, over its control socket, and on a data directory that no server uses.
 */
export interface Administration {
  /** @throws {StoreUnavailableError} when the store is unavailable. */
  listAccounts(request: Nothing): Promise<readonly AccountSummary[]>;
  /** @throws {InvalidAccountError} or {AccountExistsError}. */
  addAccount(account: NewAccount): Promise<AccountChange>;
  /** Ends the sessions of the account (SES-18). @throws {AccountNotFoundError} or {InvalidAccountError}. */
  setPassword(change: { readonly username: string; readonly password: string }): Promise<AccountChange>;
  /** Ends the sessions of an account that has no role left (SES-17). @throws as `setPassword`. */
  setRoles(change: { readonly username: string; readonly roles: readonly string[] }): Promise<AccountChange>;
  /** Ends the sessions of an account that is disabled (SES-17). @throws {AccountNotFoundError}. */
  setDisabled(change: { readonly username: string; readonly disabled: boolean }): Promise<AccountChange>;
  /** Ends the sessions of the account (SES-17). @throws {AccountNotFoundError}. */
  removeAccount(account: { readonly username: string }): Promise<AccountChange>;
  /** All accounts; with `secrets` their password hashes too. */
  exportAccounts(request: { readonly secrets: boolean }): Promise<readonly (AccountSummary | Account)[]>;
  /**
   * Keeps accounts of an export; those of a name that is taken only with `replace`, and then their sessions end.
   *
   * @throws {InvalidAccountError} or {AccountExistsError} when nothing was done.
   * @throws {ImportIncompleteError} when an account could not be replaced; it reports the progress of the import.
   */
  importAccounts(request: {
    readonly accounts: readonly unknown[];
    readonly replace: boolean;
  }): Promise<AccountsImported>;
  /** Lifts the locks that failed sign-ins left on a name (AUT-08). @throws {AccountNotFoundError} for `local`. */
  unlock(account: UserName): Promise<Unlocked>;

  /** @throws {InvalidPageError} or {StoreUnavailableError}, as all that follow. */
  listSessions(request: PageRequest): Promise<SessionPage>;
  /** @throws {SessionNotFoundError} when there is no live session with this id. */
  endSession(session: { readonly id: string }): Promise<Session>;
  endUser(user: UserName): Promise<Ended>;
  endAll(request: Nothing): Promise<Ended>;

  areSignInsClosed(request: Nothing): Promise<SignIns>;
  setSignInsClosed(signIns: SignIns): Promise<SignIns>;

  /** Writes into the audit trail that a backup is about to be taken. */
  noteBackup(request: Nothing): Promise<Nothing>;
}

/** No facts. */
type Nothing = Readonly<Record<string, never>>;

/** A user by provider and the name shown. */
export interface UserName {
  readonly authType: string;
  readonly username: string;
}

/** The outcome for an account. */
export interface AccountChange {
  /** As it is now, or as it was before it was removed. */
  readonly account: AccountSummary;
  /** How many live sessions were ended with the change. */
  readonly endedSessions: number;
  /** How many enabled accounts have the role System Administrator now. */
  readonly administrators: number;
}

/** The outcome for the accounts of a file. */
interface AccountsImported {
  readonly added: number;
  readonly replaced: number;
  readonly endedSessions: number;
  /** How many enabled accounts have the role System Administrator now. */
  readonly administrators: number;
}

/** The locks are lifted. */
export type Unlocked = Nothing;

/** How many live sessions were ended. */
interface Ended {
  readonly ended: number;
}

/** The maintenance switch. */
interface SignIns {
  readonly closed: boolean;
}
