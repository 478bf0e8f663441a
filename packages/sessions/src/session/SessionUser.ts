/** An organisation a user may act for. */
export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** The role that may see and end the sessions of all users, and that always finds room (SES-13). */
export const SYSTEM_ADMINISTRATOR = "System Administrator";

/**
 * The person behind a session. `authType` and `subject` together are the identity: the same username in two
 * providers is two people (AUT-13).
 */
export interface SessionUser {
  /** The provider that vouched for this user, `local` or `vsphere`. */
  readonly authType: string;
  /** The name of the user inside the provider; stays the same for the life of the account. */
  readonly subject: string;
  /** The name as shown to people. */
  readonly username: string;
  readonly enterprise: string;
  readonly organizations: readonly Organization[];
  /** The name of the organisation acted for. */
  readonly currentOrganization: string;
}

/**
 * One text per person, from provider and subject (AUT-13).
 *
 * The provider is length-prefixed, so that no pair of provider and subject can be written as another pair.
 */
export function userKeyOf(user: Pick<SessionUser, "authType" | "subject">): string {
  return `${user.authType.length}:${user.authType}:${user.subject}`;
}
