import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { RejectionReason } from "../ports/Authenticator.ts";
import type { Session } from "../session/Session.ts";
import type { SessionUser } from "../session/SessionUser.ts";

/** Every error that this package throws on purpose; `code` distinguishes them. */
export type SessionsError =
  | AccountNotKeptError
  | AuthenticatorUnavailableError
  | CredentialsRejectedError
  | InvalidLimitsError
  | InvalidPageError
  | MalformedCredentialsError
  | NoActiveSessionError
  | NoRoleMappedError
  | NotPermittedError
  | PasswordChangeDueError
  | PasswordNotChangeableError
  | PasswordRejectedError
  | RecentAuthenticationRequiredError
  | SessionLimitReachedError
  | SessionNotFoundError
  | SignInBusyError
  | SignInsClosedError
  | StoreUnavailableError
  | TooManyAttemptsError
  | UnsupportedAuthTypeError;

/** The `code` of every error of this package. */
export type SessionsErrorCode = SessionsError["code"];

/**
 * The change of an account could not be kept. Its sessions are accepted no more by this process, and the account opens
 * no new ones, until the change succeeds or the process ends (FAIL-28).
 */
export class AccountNotKeptError extends Error {
  readonly code = "ACCOUNT_NOT_KEPT";
  readonly accountId: string;

  constructor(accountId: string, options: { readonly cause: unknown }) {
    super(
      "The account was not changed: the store takes no write. Its sessions ended all the same, and it opens no new ones until the change succeeds or the server restarts. Make room on the disk and run the command again.",
      options,
    );
    this.name = "AccountNotKeptError";
    this.accountId = accountId;
  }
}

/** The provider behind an `authType` did not respond; this is not a wrong password (AUT-14). */
export class AuthenticatorUnavailableError extends Error {
  readonly code = "AUTHENTICATOR_UNAVAILABLE";
  readonly authType: string;

  constructor(authType: string, options: { readonly cause: unknown }) {
    super(`Sign-in by ${authType} is not available at the moment.`, options);
    this.name = "AuthenticatorUnavailableError";
    this.authType = authType;
  }
}

/** The sign-in failed. The text is the same for every reason; the reason is for the audit trail alone (AUT-04). */
export class CredentialsRejectedError extends Error {
  readonly code = "CREDENTIALS_REJECTED";
  readonly attempt: SignInAttempt;
  readonly reason: RejectionReason;

  constructor(attempt: SignInAttempt, reason: RejectionReason) {
    super("Invalid username or password.");
    this.name = "CredentialsRejectedError";
    this.attempt = attempt;
    this.reason = reason;
  }
}

/** The limits given to `createSessions` contradict each other or the allowed range (SES-09). */
export class InvalidLimitsError extends Error {
  readonly code = "INVALID_LIMITS";
  /** One sentence per limit that is wrong, each with what to do. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The session limits are not usable. ${faults.join(" ")}`);
    this.name = "InvalidLimitsError";
    this.faults = faults;
  }
}

/** The page asked for cannot be listed. */
export class InvalidPageError extends Error {
  readonly code = "INVALID_PAGE";
  readonly field: "limit" | "cursor";

  constructor(field: "limit" | "cursor", fault: string) {
    super(`The ${field} ${fault}`);
    this.name = "InvalidPageError";
    this.field = field;
  }
}

/** Username or password cannot be right in any account: empty, or longer than allowed (AUT-02, AUT-05). */
export class MalformedCredentialsError extends Error {
  readonly code = "MALFORMED_CREDENTIALS";
  readonly field: "username" | "password";

  constructor(field: "username" | "password", fault: string) {
    super(`The ${field} ${fault}`);
    this.name = "MalformedCredentialsError";
    this.field = field;
  }
}

/** The token opens no live session: unknown, malformed, expired and revoked are the same (SES-10). */
export class NoActiveSessionError extends Error {
  readonly code = "NO_ACTIVE_SESSION";

  constructor() {
    super("No active session found");
    this.name = "NoActiveSessionError";
  }
}

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

/** The session is live, but its user may not do this. */
export class NotPermittedError extends Error {
  readonly code = "NOT_PERMITTED";
  readonly actor: Session;
  /** The role that it takes. */
  readonly neededRole: string;

  constructor(actor: Session, neededRole: string) {
    super(`This needs the role ${neededRole}.`);
    this.name = "NotPermittedError";
    this.actor = actor;
    this.neededRole = neededRole;
  }
}

/** The session was opened with a password that has to be changed first (AUT-11). */
export class PasswordChangeDueError extends Error {
  readonly code = "PASSWORD_CHANGE_DUE";
  readonly actor: Session;

  constructor(actor: Session) {
    super("The password has to be changed first.");
    this.name = "PasswordChangeDueError";
    this.actor = actor;
  }
}

/** The password of this user is kept elsewhere and cannot be changed here. */
export class PasswordNotChangeableError extends Error {
  readonly code = "PASSWORD_NOT_CHANGEABLE";
  readonly authType: string;

  constructor(authType: string) {
    super(`Passwords of ${authType} users are not kept here; change the password where the account is.`);
    this.name = "PasswordNotChangeableError";
    this.authType = authType;
  }
}

/** The new password may not be used (AUT-03). */
export class PasswordRejectedError extends Error {
  readonly code = "PASSWORD_REFUSED";
  /** One sentence per fault, each with what to do. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join(" "));
    this.name = "PasswordRejectedError";
    this.faults = faults;
  }
}

/** The session is live, but the sign-in is too long ago for a sensitive call (SES-19). */
export class RecentAuthenticationRequiredError extends Error {
  readonly code = "RECENT_AUTHENTICATION_REQUIRED";
  readonly actor: Session;
  readonly recentAuthenticationSeconds: number;

  constructor(actor: Session, recentAuthenticationSeconds: number) {
    super(
      `This needs a sign-in within the last ${recentAuthenticationSeconds} s. Sign in again and repeat the call with the new token.`,
    );
    this.name = "RecentAuthenticationRequiredError";
    this.actor = actor;
    this.recentAuthenticationSeconds = recentAuthenticationSeconds;
  }
}

/** As many sessions live as there may be, and none of this user can make room (SES-13). */
export class SessionLimitReachedError extends Error {
  readonly code = "SESSION_LIMIT_REACHED";
  readonly user: SessionUser;
  readonly maxInAll: number;

  constructor(user: SessionUser, maxInAll: number) {
    super("As many sessions are open as this server allows; try again later.");
    this.name = "SessionLimitReachedError";
    this.user = user;
    this.maxInAll = maxInAll;
  }
}

/** No live session with this public id is there for the caller: ended, unknown and another user's are the same. */
export class SessionNotFoundError extends Error {
  readonly code = "SESSION_NOT_FOUND";
  readonly id: string;

  constructor(id: string) {
    super("There is no such session.");
    this.name = "SessionNotFoundError";
    this.id = id;
  }
}

/** More sign-ins arrive than passwords can be checked; this one was rejected unchecked (OPS-04). */
export class SignInBusyError extends Error {
  readonly code = "SIGN_IN_BUSY";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many sign-ins at once; try again in ${retryAfterSeconds} s.`);
    this.name = "SignInBusyError";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** An administrator disabled new sign-ins (maintenance). */
export class SignInsClosedError extends Error {
  readonly code = "SIGN_INS_CLOSED";

  constructor() {
    super("New sign-ins are closed for maintenance; sessions that are open stay open.");
    this.name = "SignInsClosedError";
  }
}

/** The store could not keep its promise; nothing was accepted on a guess (OPS-01). */
export class StoreUnavailableError extends Error {
  readonly code = "STORE_UNAVAILABLE";
  /** The method of the store that failed. */
  readonly operation: string;

  constructor(operation: string, options: { readonly cause: unknown }) {
    super(`The session store failed at ${operation}.`, options);
    this.name = "StoreUnavailableError";
    this.operation = operation;
  }
}

/** Too many sign-in attempts came from this address (AUT-10). */
export class TooManyAttemptsError extends Error {
  readonly code = "TOO_MANY_ATTEMPTS";
  readonly attempt: SignInAttempt;
  readonly retryAfterSeconds: number;

  constructor(attempt: SignInAttempt, retryAfterSeconds: number) {
    super(`Too many sign-in attempts; try again in ${retryAfterSeconds} s.`);
    this.name = "TooManyAttemptsError";
    this.attempt = attempt;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No authenticator is configured for this `authType`. */
export class UnsupportedAuthTypeError extends Error {
  readonly code = "UNSUPPORTED_AUTH_TYPE";
  readonly authType: string;

  constructor(authType: string) {
    super(`Unsupported auth type: ${authType}`);
    this.name = "UnsupportedAuthTypeError";
    this.authType = authType;
  }
}
