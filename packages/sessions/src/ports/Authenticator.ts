import type { LiveWindow } from "../session/Session.ts";
import type { SessionUser } from "../session/SessionUser.ts";

/** Authenticates users of one `authType`. Local accounts, vSphere and later providers each implement it. */
export interface Authenticator {
  /** The value of `authType` a caller signs in with. */
  readonly authType: string;

  /**
   * Checks a password. A wrong one is a result and no error, and takes the same time for every cause.
   *
   * With `mustReject` the attempt may not succeed: the authenticator spends what a check costs and rejects.
   */
  authenticate(credentials: Credentials): Promise<AuthenticationOutcome>;

  /**
   * Replaces the password of an account if the current one is right (AUT-19) and the new one is acceptable (AUT-03),
   * and ends all sessions of the account in the same durable step (SES-18, SES-23).
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
  /** Defines which of the ended sessions are counted. */
  readonly window: LiveWindow;
  /** As for `authenticate`: spend what a check costs, and reject. */
  readonly mustReject: boolean;
  /** As for `authenticate`. @default false */
  readonly familiar?: boolean;
}

/** The end of a change; `changed` carries the identity as it is from now on, and how many live sessions ended. */
export type PasswordChangeOutcome =
  | Exclude<AuthenticationOutcome, { readonly kind: "authenticated" }>
  | { readonly kind: "changed"; readonly identity: AuthenticatedIdentity; readonly ended: number }
  | { readonly kind: "unacceptable"; readonly faults: readonly string[] };

/** What a caller signs in with. The password is taken as sent: no trimming, no normalisation (AUT-02). */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly mustReject: boolean;
  /** Whether the account signed in from this address before: such attempts go first. @default false */
  readonly familiar?: boolean;
}

/** A user whose password was right, with the roles that are mapped to them; none is possible. */
export interface AuthenticatedIdentity {
  readonly user: SessionUser;
  readonly roles: readonly string[];
  /** The local account, as it was when the password was checked; absent where accounts live elsewhere. */
  readonly account?: { readonly id: string; readonly version: number };
  /** Whether the password has to be changed, as a generated first one has; absent means no. */
  readonly passwordChangeDue?: boolean;
}

/** The end of one check. */
export type AuthenticationOutcome =
  | { readonly kind: "authenticated"; readonly identity: AuthenticatedIdentity }
  | { readonly kind: "refused"; readonly reason: RejectionReason }
  | { readonly kind: "unavailable"; readonly cause: unknown }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** Why a sign-in was rejected; for the audit trail only, a caller must not learn it (AUT-04). */
export type RejectionReason =
  | "unknown-user"
  | "wrong-password"
  | "disabled"
  | "expired"
  | "locked"
  | "closed-meanwhile";
