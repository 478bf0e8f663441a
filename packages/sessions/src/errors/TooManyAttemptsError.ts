import type { SignInAttempt } from "../ports/AttemptLimiter.ts";

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
