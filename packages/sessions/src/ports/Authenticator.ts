import type { SessionUser } from "../session/SessionUser.ts";

/** Decides who somebody is, for one `authType`. Local accounts, vSphere and later providers are each one of these. */
export interface Authenticator {
  /** The value of `authType` a caller signs in with. */
  readonly authType: string;

  /**
   * Checks a password. Never rejects for a wrong password, and spends the same time on every refusal.
   *
   * With `mustRefuse` the attempt may not succeed: the authenticator spends what a check costs and refuses.
   */
  authenticate(credentials: Credentials): Promise<AuthenticationOutcome>;

  /**
   * Whether what was authenticated still holds: the account is there, enabled, with the same password. Asked once
   * the session is written, so that an account closed in the meantime keeps no session.
   *
   * Left out by providers whose accounts live elsewhere.
   */
  isStillValid?(identity: AuthenticatedIdentity): Promise<boolean>;

  /**
   * Replaces the password of an account if the current one is right (AUT-19) and the new one is acceptable (AUT-03).
   *
   * Left out by providers whose passwords are kept elsewhere.
   */
  changePassword?(change: PasswordChange): Promise<PasswordChangeOutcome>;
}

/** What replacing a password needs. Both passwords are taken as sent. */
export interface PasswordChange {
  readonly user: SessionUser;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** As for `authenticate`: spend what a check costs, and refuse. */
  readonly mustRefuse: boolean;
}

/** The end of a change; `authenticated` carries the identity as it is from now on. */
export type PasswordChangeOutcome =
  | AuthenticationOutcome
  | { readonly kind: "unacceptable"; readonly faults: readonly string[] };

/** What a caller signs in with. The password is taken as sent: no trimming, no normalisation (AUT-02). */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly mustRefuse: boolean;
}

/** A user whose password was right, with the roles that are mapped to them; none is possible. */
export interface AuthenticatedIdentity {
  readonly user: SessionUser;
  readonly roles: readonly string[];
  /** Changes whenever the password or the state of the account does. */
  readonly credentialVersion: string;
  /** Whether the password has to be changed, as a generated first one has; absent means no. */
  readonly passwordChangeDue?: boolean;
}

/** The end of one check. */
export type AuthenticationOutcome =
  | { readonly kind: "authenticated"; readonly identity: AuthenticatedIdentity }
  | { readonly kind: "refused"; readonly reason: RefusalReason }
  | { readonly kind: "unavailable"; readonly cause: unknown }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** Why a sign-in was refused; for the audit trail only, a caller must not learn it (AUT-04). */
export type RefusalReason =
  | "unknown-user"
  | "wrong-password"
  | "disabled"
  | "expired"
  | "locked"
  | "closed-meanwhile";
