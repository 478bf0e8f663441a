import type { Organization } from "./Organization.ts";

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
