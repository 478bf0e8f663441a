import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { RefusalReason } from "../ports/Authenticator.ts";
import type { Session } from "../session/Session.ts";

/** A session that was opened and ended at once, and those that had made room for it. */
export interface Displacement {
  readonly session: Session;
  readonly evicted: readonly Session[];
}

/** The sign-in failed. The text is the same whatever the reason; the reason is for the audit trail alone (AUT-04). */
export class CredentialsRejectedError extends Error {
  readonly code = "CREDENTIALS_REJECTED";
  readonly attempt: SignInAttempt;
  readonly reason: RefusalReason;
  /** Only where the account was closed while a session was being opened; for the audit trail (SES-12). */
  readonly displacement: Displacement | undefined;

  constructor(attempt: SignInAttempt, reason: RefusalReason, displacement?: Displacement) {
    super("Invalid username or password.");
    this.name = "CredentialsRejectedError";
    this.attempt = attempt;
    this.reason = reason;
    this.displacement = displacement;
  }
}
