import {
  type Account,
  type AccountStore,
  type Clock,
  liveWindowAt,
  type SessionLimits,
  StoreUnavailableError,
  userKeyOf,
} from "@gatehouse/sessions";
import { AccountNotFoundError, AccountUnchangedError, LastAdministratorError } from "./accountErrors.ts";
import { isAdministrator, userOf } from "./identityOf.ts";

/** An account without its secret. */
export type AccountSummary = Omit<Account, "passwordHash">;

/** The account without its secret. */
export function summaryOf({ passwordHash: _, ...summary }: Account): AccountSummary {
  return summary;
}

/** The outcome for an account. */
export interface ChangedAccount {
  /** As it is now, or as it was before it was removed. */
  readonly account: AccountSummary;
  /** As it was before the change. */
  readonly before: AccountSummary;
  /** How many live sessions ended in the same step. */
  readonly ended: number;
}

/** The account that is to be changed. */
export type AccountChoice = ({ readonly username: string } | { readonly id: string }) & {
  /**
   * Rejects a change that leaves no enabled account with the role System Administrator, for callers who could not undo
   * it. Changes that ask for it are made one after the other. @default false
   */
  readonly keepAdministrator?: boolean;
};

/** Makes the account as it is to be, or nothing to remove it. */
export interface Change {
  (account: Account): Account | undefined;
  /** Ends all sessions of the account with any change. @default false */
  readonly endsAll?: true;
}

/** Options of a change of an account. */
export interface ChangeOptions {
  readonly store: AccountStore;
  readonly clock: Clock;
  /** Say which sessions are live, so that the ended ones can be counted. */
  readonly limits: SessionLimits;
  /**
   * Whether this process serves the sessions: then an account that the store takes no change of is shut out of its
   * memory (FAIL-28). A command that ends at once can only say that nothing was changed. @default true
   */
  readonly serves?: boolean | undefined;
}

/**
 * Changes an account and ends the sessions that may not outlive the change, in one step of the store. Of changes at the
 * same time each is made from what the one before left.
 *
 * @throws {AccountNotFoundError} when there is no such account
 * @throws {LastAdministratorError} when an administrator is to be kept, and this is the last one
 * @throws {AccountUnchangedError} when the store took no write
 */
export async function changeAccount(
  { store, clock, limits, serves: evenIfNotKept = true }: ChangeOptions,
  choice: AccountChoice,
  next: Change,
): Promise<ChangedAccount> {
  for (;;) {
    const accounts = await keep(() => store.list());
    const before = findAccount(accounts, choice);
    const after = next(before);
    if (choice.keepAdministrator === true) assertAdministratorLeft(accounts, before, after);
    const window = liveWindowAt(clock.nowMs(), limits);
    const endSessions = { userKey: userKeyOf(userOf(before)), window, evenIfNotKept };
    const request = {
      id: before.id,
      version: before.version,
      ...(after === undefined ? {} : { next: after }),
      ...(next.endsAll || mustEnd(before, after) ? { endSessions } : {}),
    };
    const result = await keep(() => store.change(request));
    if (result.changed) {
      return { account: summaryOf(after ?? before), before: summaryOf(before), ended: result.ended };
    }
  }
}

/**
 * Rejects a change of one account that leaves the appliance without an administrator.
 *
 * @param after the account as it is to be; nothing when it is to be removed
 * @throws {LastAdministratorError} when the account is the last administrator
 */
function assertAdministratorLeft(
  accounts: readonly Account[],
  before: Account,
  after: Account | undefined,
): void {
  if (!isAdministrator(before) || (after !== undefined && isAdministrator(after))) return;
  const isLeft = accounts.some((other) => other.id !== before.id && isAdministrator(other));
  if (!isLeft) throw new LastAdministratorError(before.username);
}

/** Sessions have the roles and the password they were opened with: they end when one of them is removed. */
function mustEnd(before: Account, after: Account | undefined): boolean {
  return (
    after === undefined ||
    after.disabled ||
    after.passwordHash !== before.passwordHash ||
    before.roles.some((role) => !after.roles.includes(role))
  );
}

/** Distinguishes a store that accepted no write from one that is unavailable for other reasons. */
export async function keep<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof StoreUnavailableError ? new AccountUnchangedError({ cause }) : cause;
  }
}

/**
 * The account of this id, or of this name. Ids are UUIDs, which are read in either case (RFC 9562, section 4).
 *
 * @throws {AccountNotFoundError} when there is no such account
 */
export function findAccount(accounts: readonly Account[], choice: AccountChoice): Account {
  const account = accounts.find((one) =>
    "id" in choice ? one.id.toLowerCase() === choice.id.toLowerCase() : one.username === choice.username,
  );
  if (account === undefined) throw new AccountNotFoundError("id" in choice ? choice.id : choice.username);
  return account;
}

/** A new password for an account; it does not expire. */
export function withPassword(password: { readonly passwordHash: string; readonly nowMs: number }) {
  return ({ passwordExpiresAtMs: _, ...account }: Account): Account => ({
    ...account,
    passwordHash: password.passwordHash,
    passwordChangedAtMs: password.nowMs,
    version: account.version + 1,
  });
}
