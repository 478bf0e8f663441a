import type { LiveWindow } from "../session/Session.ts";

/** A local account as a store keeps it. Times are Unix milliseconds. */
export interface Account {
  /** Stays with the account for life; an account that is made again under the same name has another id. */
  readonly id: string;
  readonly username: string;
  /** A PHC string. */
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly disabled: boolean;
  readonly createdAtMs: number;
  readonly passwordChangedAtMs: number;
  /** From this moment the password opens no session. Only a generated first password has it (AUT-11). */
  readonly passwordExpiresAtMs?: number;
  /** Grows with every change except a renewed hash of the same password. */
  readonly version: number;
}

/**
 * Where local accounts are kept, in the same store as their sessions. A driver must pass `sessionStoreConformance`.
 *
 * What every method promises:
 * - Each call is atomic against all others, also against those of `SessionStore` and of other processes.
 * - A change is on disk when its promise is fulfilled.
 * - A call that cannot keep its promise rejects with `StoreUnavailableError`, or with `AccountNotKeptError` where it
 *   ended sessions all the same.
 */
export interface AccountStore {
  /** All accounts, in no particular order. */
  list(): Promise<readonly Account[]>;

  /**
   * Whether this store ever kept an account, also when all of them were removed since. An empty store that did must not
   * be taken for a fresh one.
   */
  wereKept(): Promise<boolean>;

  /** Keeps new accounts: all of them, or none and the first whose id or username is taken. */
  add(accounts: readonly Account[]): Promise<AddAccountsResult>;

  /**
   * Replaces or removes one account and, where asked, ends all its sessions: one durable step, both or neither
   * (SES-23). Changes nothing when the account is not there or no longer has the expected version.
   *
   * @throws {AccountNotKeptError} when the store takes no write, for example on a full disk, and sessions were to end
   * `evenIfNotKept`: this process accepts none of them any more and lets the account open none, until a change of the
   * account succeeds (FAIL-28).
   */
  change(request: ChangeAccountRequest): Promise<ChangeAccountResult>;
}

/** Kept, or the account that stands in the way. */
export type AddAccountsResult =
  | { readonly added: true }
  | { readonly added: false; readonly taken: Pick<Account, "id" | "username"> };

/** What `change` needs. */
export interface ChangeAccountRequest {
  readonly id: string;
  /** The version that the change was made from. */
  readonly version: number;
  /** The account as it is to be, with the same id and username; absent to remove it. */
  readonly next?: Account;
  readonly endSessions?: EndWithAccount;
}

/** Which sessions end with the change of an account. */
export interface EndWithAccount {
  /** All sessions of this user. */
  readonly userKey: string;
  /** Defines which of them are counted. */
  readonly window: LiveWindow;
  /** Shuts the account out of this process where the change cannot be kept (FAIL-28). @default false */
  readonly evenIfNotKept?: boolean;
}

/** Changed, with the number of live sessions that ended; or there is no such account of that version. */
export type ChangeAccountResult =
  | { readonly changed: true; readonly ended: number }
  | { readonly changed: false };
