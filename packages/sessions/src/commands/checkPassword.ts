import { AuthenticatorUnavailableError } from "../errors/AuthenticatorUnavailableError.ts";
import { CredentialsRejectedError } from "../errors/CredentialsRejectedError.ts";
import { PasswordRefusedError } from "../errors/PasswordRefusedError.ts";
import { SignInBusyError } from "../errors/SignInBusyError.ts";
import { TooManyAttemptsError } from "../errors/TooManyAttemptsError.ts";
import type { AttemptLimiter, AttemptResult, SignInAttempt } from "../ports/AttemptLimiter.ts";
import type {
  AuthenticatedIdentity,
  AuthenticationOutcome,
  Credentials,
  PasswordChangeOutcome,
} from "../ports/Authenticator.ts";

/** What a check of a password needs. */
export interface PasswordCheck {
  readonly attempt: SignInAttempt;
  /** Asks the provider; with `mustRefuse` it may only spend the time of a check. */
  readonly ask: (terms: CheckTerms) => Promise<CheckOutcome>;
}

type CheckTerms = Required<Pick<Credentials, "mustRefuse" | "familiar">>;
type CheckOutcome = AuthenticationOutcome | PasswordChangeOutcome;

/** A password that was right. */
export interface CheckedPassword {
  readonly identity: AuthenticatedIdentity;
  /** How many live sessions ended, because the password was changed. */
  readonly ended: number;
}

/**
 * Counts the attempt, then has the password checked (AUT-06). A locked account spends the time of a check and fails
 * like a wrong password, whatever the provider says (AUT-07).
 *
 * @throws {TooManyAttemptsError} when the address has to wait.
 * @throws {CredentialsRejectedError} when the password is refused.
 * @throws {PasswordRefusedError} when the password was right and the new one may not be used.
 * @throws {SignInBusyError} when the password was not checked for lack of room.
 * @throws {AuthenticatorUnavailableError} when the provider did not answer.
 */
export async function checkPassword(
  limiter: AttemptLimiter,
  { attempt, ask }: PasswordCheck,
): Promise<CheckedPassword> {
  const verdict = await limiter.begin(attempt);
  switch (verdict.kind) {
    case "limited":
      throw new TooManyAttemptsError(attempt, verdict.retryAfterSeconds);
    case "locked": {
      const outcome = await askSafely(ask, { mustRefuse: true, familiar: false });
      if (outcome.kind === "busy") throw new SignInBusyError(outcome.retryAfterSeconds);
      throw new CredentialsRejectedError(attempt, "locked");
    }
    case "admitted": {
      const { familiar } = verdict;
      const outcome = await askSafely(ask, { mustRefuse: false, familiar });
      await verdict.settle(resultOf(outcome));
      return acceptedOf(outcome, attempt);
    }
  }
}

/** A provider that breaks is a provider that is not available; the attempt is settled all the same. */
async function askSafely(ask: PasswordCheck["ask"], terms: CheckTerms): Promise<CheckOutcome> {
  try {
    return await ask(terms);
  } catch (cause) {
    return { kind: "unavailable", cause };
  }
}

function resultOf({ kind }: CheckOutcome): AttemptResult {
  switch (kind) {
    case "authenticated":
    case "changed":
    case "unacceptable":
      return "accepted";
    case "refused":
      return "refused";
    case "unavailable":
    case "busy":
      return "unchecked";
  }
}

function acceptedOf(outcome: CheckOutcome, attempt: SignInAttempt): CheckedPassword {
  switch (outcome.kind) {
    case "authenticated":
      return { identity: outcome.identity, ended: 0 };
    case "changed":
      return outcome;
    case "refused":
      throw new CredentialsRejectedError(attempt, outcome.reason);
    case "unacceptable":
      throw new PasswordRefusedError(outcome.faults);
    case "busy":
      throw new SignInBusyError(outcome.retryAfterSeconds);
    case "unavailable":
      throw new AuthenticatorUnavailableError(attempt.authType, { cause: outcome.cause });
  }
}
