import type { Account } from "@gatehouse/api-types";
import type { Session } from "@gatehouse/sessions";
import { LOCAL_AUTH_TYPE } from "../accounts/identityOf.ts";
import type { SeenAccount } from "./requestAccounts.ts";

/** An account after a change, and what else the change did. */
interface ChangedAccountData {
  readonly account: Account;
  readonly ended: number;
  readonly oneTimePassword?: string;
}

/** Turns an account into the wire form. @param actor the session that asks */
export function toAccount(account: SeenAccount, actor: Session): Account {
  const { passwordExpiresAtMs, lockedUntilMs } = account;
  return {
    id: account.id,
    username: account.username,
    roles: [...account.roles],
    enabled: !account.disabled,
    createdAt: account.createdAtMs,
    passwordChangedAt: account.passwordChangedAtMs,
    ...(passwordExpiresAtMs === undefined ? {} : { passwordExpiresAt: passwordExpiresAtMs }),
    ...(lockedUntilMs === undefined ? {} : { lockedUntil: lockedUntilMs }),
    current: actor.user.authType === LOCAL_AUTH_TYPE && actor.user.subject === account.id,
  };
}

/** Turns the outcome of a change into the wire form. */
export function toChangedAccount(change: {
  readonly actor: Session;
  readonly account: SeenAccount;
  readonly ended?: number;
  readonly oneTimePassword?: string;
}): ChangedAccountData {
  const { account, actor, ended = 0, oneTimePassword } = change;
  return {
    account: toAccount(account, actor),
    ended,
    ...(oneTimePassword === undefined ? {} : { oneTimePassword }),
  };
}
