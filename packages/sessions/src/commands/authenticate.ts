import { AuthenticatorUnavailableError } from "../errors/AuthenticatorUnavailableError.ts";
import { CredentialsRejectedError } from "../errors/CredentialsRejectedError.ts";
import { SignInBusyError } from "../errors/SignInBusyError.ts";
import { TooManyAttemptsError } from "../errors/TooManyAttemptsError.ts";
import type { AttemptLimiter, SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { AuthenticatedIdentity, AuthenticationOutcome, Authenticator } from "../ports/Authenticator.ts";

/** What a check of a password needs. */
export interface AuthenticateRequest {
  readonly authenticator: Authenticator;
  readonly attempt: SignInAttempt;
  readonly password: string;
}

/**
 * Counts the attempt, then checks the password (AUT-06). A locked account spends the time of a check and fails like
 * a wrong password, whatever the authenticator says (AUT-07).
 *
 * @throws {TooManyAttemptsError} when the address has to wait.
 * @throws {CredentialsRejectedError} when the sign-in is refused.
 * @throws {SignInBusyError} when the password was not checked for lack of room.
 * @throws {AuthenticatorUnavailableError} when the provider did not answer.
 */
export async function authenticate(
  limiter: AttemptLimiter,
  { authenticator, attempt, password }: AuthenticateRequest,
): Promise<AuthenticatedIdentity> {
  const verdict = await limiter.begin(attempt);
  if (verdict.kind === "limited") throw new TooManyAttemptsError(attempt, verdict.retryAfterSeconds);
  const mustRefuse = verdict.kind === "locked";
  const outcome = await authenticator.authenticate({ username: attempt.username, password, mustRefuse });
  if (!mustRefuse) await limiter.settle(attempt, resultOf(outcome));
  if (outcome.kind === "busy") throw new SignInBusyError(outcome.retryAfterSeconds);
  if (mustRefuse) throw new CredentialsRejectedError(attempt, "locked");
  return identityOf(outcome, attempt);
}

function resultOf(outcome: AuthenticationOutcome): "accepted" | "refused" | "unchecked" {
  if (outcome.kind === "authenticated") return "accepted";
  return outcome.kind === "refused" ? "refused" : "unchecked";
}

function identityOf(
  outcome: Exclude<AuthenticationOutcome, { kind: "busy" }>,
  attempt: SignInAttempt,
): AuthenticatedIdentity {
  switch (outcome.kind) {
    case "authenticated":
      return outcome.identity;
    case "refused":
      throw new CredentialsRejectedError(attempt, outcome.reason);
    case "unavailable":
      throw new AuthenticatorUnavailableError(attempt.authType, { cause: outcome.cause });
  }
}
