import type { SessionsOperator } from "@gatehouse/sessions";
import type { AccountSummary } from "./AccountSummary.ts";
import type { Accounts, NewAccount } from "./Accounts.ts";
import { LOCAL_AUTH_TYPE, userOf } from "./identityOf.ts";
import type { LocalAttemptLimiter } from "./limiter/createAttemptLimiter.ts";

/** What the administration of accounts touches. */
export interface AccountAdministrationOptions {
  readonly accounts: Accounts;
  /** Ends sessions; `sessions.operator`. */
  readonly operator: Pick<SessionsOperator, "endUser">;
  readonly limiter: Pick<LocalAttemptLimiter, "unlock">;
}

/** A changed account, and how many of its sessions ended with the change. */
export interface ChangedAccount {
  readonly account: AccountSummary;
  readonly ended: number;
}

/**
 * Changes to accounts together with what they mean for live sessions (SES-17, SES-18). The account is changed first
 * and its sessions end after, so that a sign-in under way is caught by one of the two. Every call throws what
 * `Accounts` throws, and `StoreUnavailableError` when the account was changed and its sessions may not have ended:
 * repeat the call then.
 */
export interface AccountAdministration {
  list(): readonly AccountSummary[];
  add(account: NewAccount): Promise<AccountSummary>;
  /** Ends all sessions of the account. */
  setPassword(change: { readonly username: string; readonly password: string }): Promise<ChangedAccount>;
  /** Ends all sessions of an account that has no role left; other changes count from the next sign-in. */
  setRoles(change: { readonly username: string; readonly roles: readonly string[] }): Promise<ChangedAccount>;
  /** Ends all sessions of the account. */
  disable(account: { readonly username: string }): Promise<ChangedAccount>;
  enable(account: { readonly username: string }): Promise<ChangedAccount>;
  /** Ends all sessions of the account. */
  remove(account: { readonly username: string }): Promise<ChangedAccount>;
  /** Lifts the locks that failed sign-ins led to (AUT-08). A name without an account is no fault: it can be locked too. */
  unlock(account: { readonly username: string }): Promise<void>;
}

/** The administration of local accounts on a running server, or on its data directory while none runs. */
export function createAccountAdministration(options: AccountAdministrationOptions): AccountAdministration {
  const { accounts, operator, limiter } = options;

  async function withSessionsEnded(account: AccountSummary): Promise<ChangedAccount> {
    return { account, ...(await operator.endUser(userOf(account))) };
  }

  return {
    list: () => accounts.list(),
    add: (account) => accounts.add(account),
    setPassword: async (change) => withSessionsEnded(await accounts.setPassword(change)),
    async setRoles(change) {
      const account = await accounts.setRoles(change);
      return change.roles.length === 0 ? withSessionsEnded(account) : { account, ended: 0 };
    },
    disable: async ({ username }) =>
      withSessionsEnded(await accounts.setDisabled({ username, disabled: true })),
    async enable({ username }) {
      return { account: await accounts.setDisabled({ username, disabled: false }), ended: 0 };
    },
    remove: async (account) => withSessionsEnded(await accounts.remove(account)),
    unlock: ({ username }) => limiter.unlock({ authType: LOCAL_AUTH_TYPE, username }),
  };
}
