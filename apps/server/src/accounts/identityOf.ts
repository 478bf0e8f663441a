import type { Account, AuthenticatedIdentity, SessionUser } from "@gatehouse/sessions";

/** The provider of local accounts. */
export const LOCAL_AUTH_TYPE = "local";

/** Where local accounts belong; the values of the published examples. */
export const localTenancy: Pick<SessionUser, "enterprise" | "organizations" | "currentOrganization"> = {
  enterprise: "HybridityAdmin",
  organizations: [{ id: "default-org-id", name: "DEFAULT" }],
  currentOrganization: "DEFAULT",
};

/** The user an account stands for; the account id is the subject. */
export function userOf(account: Pick<Account, "id" | "username">): SessionUser {
  return { authType: LOCAL_AUTH_TYPE, subject: account.id, username: account.username, ...localTenancy };
}

/** What a sign-in with this account leads to. */
export function identityOf(account: Account): AuthenticatedIdentity {
  const { id, version, roles, passwordExpiresAtMs } = account;
  return {
    user: userOf(account),
    roles,
    account: { id, version },
    ...(passwordExpiresAtMs === undefined ? {} : { passwordChangeDue: true }),
  };
}
