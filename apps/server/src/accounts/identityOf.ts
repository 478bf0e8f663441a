import { nearestName } from "@gatehouse/contract";
import {
  type Account,
  type AuthenticatedIdentity,
  type SessionUser,
  SYSTEM_ADMINISTRATOR,
} from "@gatehouse/sessions";

/** Letters and digits of any script, and `.`, `_`, `-`, `@` between them: nothing that hides or breaks a line. */
const USERNAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}._@-]{0,62}[\p{L}\p{N}\p{M}])?$/u;
const MAX_ROLE_CHARACTERS = 64;
const ROLE = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._-]*[\p{L}\p{N}\p{M}])?$/u;
const BUILT_IN_ROLES = ["System Administrator", "Appliance Administrator"];

/** The provider of local accounts. */
export const LOCAL_AUTH_TYPE = "local";

/** The organizations of local accounts; the values of the published examples. */
export const localTenancy: Pick<SessionUser, "enterprise" | "organizations" | "currentOrganization"> = {
  enterprise: "HybridityAdmin",
  organizations: [{ id: "default-org-id", name: "DEFAULT" }],
  currentOrganization: "DEFAULT",
};

/** The user an account stands for; the account id is the subject. */
export function userOf(account: Pick<Account, "id" | "username">): SessionUser {
  return { authType: LOCAL_AUTH_TYPE, subject: account.id, username: account.username, ...localTenancy };
}

/** The identity that a sign-in with this account returns. */
export function identityOf(account: Account): AuthenticatedIdentity {
  const { id, version, roles, passwordExpiresAtMs } = account;
  return {
    user: userOf(account),
    roles,
    account: { id, version },
    ...(passwordExpiresAtMs === undefined ? {} : { passwordChangeDue: true }),
  };
}

/** Whether the account can administer the appliance. */
export function isAdministrator({ disabled, roles }: Pick<Account, "disabled" | "roles">): boolean {
  return !disabled && roles.includes(SYSTEM_ADMINISTRATOR);
}

/** The problems of the name and roles of an account; none when they are acceptable. */
export function accountFaultsOf(account: {
  readonly username?: string;
  readonly roles?: readonly string[];
}): readonly string[] {
  const { username, roles = [] } = account;
  return [...(username === undefined ? [] : usernameFaults(username)), ...roles.flatMap(roleFaults)];
}

function usernameFaults(username: string): string[] {
  if (username.normalize("NFC") !== username)
    return ["The name is not in the composed form of Unicode (NFC)."];
  return USERNAME.test(username)
    ? []
    : ["The name must be 1 to 64 letters and digits, with only . _ - @ between them."];
}

function roleFaults(role: string): string[] {
  return role.length <= MAX_ROLE_CHARACTERS && ROLE.test(role)
    ? []
    : [
        `The role ${JSON.stringify(role.slice(0, MAX_ROLE_CHARACTERS))} must be 1 to 64 letters, digits and spaces.`,
      ];
}

/**
 * The known role that a misspelled one stands for: `system-administrator` is a valid role, but allows nothing.
 *
 * @returns nothing when the role is written as it is compared, or is one of the operator's own
 */
export function findMeantRole(role: string): string | undefined {
  return BUILT_IN_ROLES.find((name) => squeeze(name) === squeeze(role) && name !== role);
}

/** The role of Gatehouse that a role of another name was probably meant to be: `System Administrater`. */
export function findNearRole(role: string): string | undefined {
  return BUILT_IN_ROLES.includes(role) ? undefined : nearestName(role, BUILT_IN_ROLES);
}

function squeeze(role: string): string {
  return role.replace(/[\s_-]/g, "").toLowerCase();
}
