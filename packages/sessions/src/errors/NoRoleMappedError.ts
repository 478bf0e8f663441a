import type { SessionUser } from "../session/SessionUser.ts";

/** The password was right, but no role is mapped to the user, so there is no session (AUT-18). */
export class NoRoleMappedError extends Error {
  readonly code = "NO_ROLE_MAPPED";
  readonly user: SessionUser;
  readonly clientAddress: string;

  constructor(user: SessionUser, clientAddress: string) {
    super("No role is mapped to this user; ask an administrator for one.");
    this.name = "NoRoleMappedError";
    this.user = user;
    this.clientAddress = clientAddress;
  }
}
