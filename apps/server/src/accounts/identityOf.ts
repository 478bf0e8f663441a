import type { AuthenticatedIdentity, SessionUser } from "@gatehouse/sessions";
import type { Account } from "./Account.ts";
import { localTenancy } from "./localTenancy.ts";

/** The provider of local accounts. */
export const LOCAL_AUTH_TYPE = "local";

/** The user an account stands for; the account id is the subject. */
export function userOf(account: Pick<Account, "id" | "username">): SessionUser {
  return { authType: LOCAL_AUTH_TYPE, subject: account.id, username: account.username, ...localTenancy };
}

/** What a sign-in with this account leads to. */
export function identityOf(account: Account): AuthenticatedIdentity {
  return {
    user: userOf(account),
    roles: account.roles,
    credentialVersion: String(account.version),
    ...(account.passwordExpiresAtMs === undefined ? {} : { passwordChangeDue: true }),
  };
}
