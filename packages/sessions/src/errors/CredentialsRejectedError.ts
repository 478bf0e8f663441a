import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { RefusalReason } from "../ports/Authenticator.ts";

/** The sign-in failed. The text is the same whatever the reason; the reason is for the audit trail alone (AUT-04). */
export class CredentialsRejectedError extends Error {
  readonly code = "CREDENTIALS_REJECTED";
  readonly attempt: SignInAttempt;
  readonly reason: RefusalReason;

  constructor(attempt: SignInAttempt, reason: RefusalReason) {
    super("Invalid username or password.");
    this.name = "CredentialsRejectedError";
    this.attempt = attempt;
    this.reason = reason;
  }
}
