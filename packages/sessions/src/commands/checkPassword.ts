import {
  AuthenticatorUnavailableError,
  CredentialsRejectedError,
  MalformedCredentialsError,
  PasswordRejectedError,
  SignInBusyError,
  TooManyAttemptsError,
} from "../errors/SessionsError.ts";
import type { AttemptLimiter, AttemptResult, SignInAttempt } from "../ports/AttemptLimiter.ts";
import type {
  AuthenticatedIdentity,
  AuthenticationOutcome,
  Credentials,
  PasswordChangeOutcome,
} from "../ports/Authenticator.ts";

/** The longest password looked at, in bytes of UTF-8 (AUT-02). */
const MAX_PASSWORD_BYTES = 1024;

/** The longest username looked at, in bytes of UTF-8. */
const MAX_USERNAME_BYTES = 1024;

/** What a check of a password needs. */
interface PasswordCheck {
  readonly attempt: SignInAttempt;
  /** Asks the provider; with `mustReject` it may only spend the time of a check. */
  readonly ask: (terms: CheckTerms) => Promise<CheckOutcome>;
}

type CheckTerms = Required<Pick<Credentials, "mustReject" | "familiar">>;
type CheckOutcome = AuthenticationOutcome | PasswordChangeOutcome;

/** A password that was right. */
interface CheckedPassword {
  readonly identity: AuthenticatedIdentity;
  /** How many live sessions ended, because the password was changed. */
  readonly ended: number;
}

/**
 * Counts the attempt, then has the password checked (AUT-06). A locked account spends the time of a check and fails
 * like a wrong password, with any result of the provider (AUT-07).
 *
 * @throws {TooManyAttemptsError} when the address has to wait.
 * @throws {CredentialsRejectedError} when the password is rejected.
 * @throws {PasswordRejectedError} when the password was right and the new one may not be used.
 * @throws {SignInBusyError} when the password was not checked for lack of room.
 * @throws {AuthenticatorUnavailableError} when the provider did not respond.
 */
export async function checkPassword(
  limiter: AttemptLimiter,
  { attempt, ask }: PasswordCheck,
): Promise<CheckedPassword> {
  const decision = await limiter.begin(attempt);
  switch (decision.kind) {
    case "limited":
      throw new TooManyAttemptsError(attempt, decision.retryAfterSeconds);
    case "locked": {
      const outcome = await askSafely(ask, { mustReject: true, familiar: false });
      if (outcome.kind === "busy") throw new SignInBusyError(outcome.retryAfterSeconds);
      throw new CredentialsRejectedError(attempt, "locked");
    }
    case "admitted": {
      const { familiar } = decision;
      const outcome = await askSafely(ask, { mustReject: false, familiar });
      await decision.settle(resultOf(outcome));
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
      throw new PasswordRejectedError(outcome.faults);
    case "busy":
      throw new SignInBusyError(outcome.retryAfterSeconds);
    case "unavailable":
      throw new AuthenticatorUnavailableError(attempt.authType, { cause: outcome.cause });
  }
}

/**
 * Rejects what no account can have, before anything is looked up (AUT-05). An empty password must never reach an
 * LDAP bind, where it would succeed (RFC 4513 section 5.1.2).
 *
 * @throws {MalformedCredentialsError} when username or password is empty or too long.
 */
export function checkCredentials(credentials: {
  readonly username: string;
  readonly password: string;
}): void {
  checkText("username", credentials.username, MAX_USERNAME_BYTES);
  checkPasswordText(credentials.password);
}

/**
 * Rejects a password that no account can have.
 *
 * @throws {MalformedCredentialsError} when it is empty or too long.
 */
export function checkPasswordText(password: string): void {
  checkText("password", password, MAX_PASSWORD_BYTES);
}

function checkText(field: "username" | "password", text: string, maxBytes: number): void {
  if (text.length === 0) throw new MalformedCredentialsError(field, "is empty.");
  if (Buffer.byteLength(text) > maxBytes) {
    throw new MalformedCredentialsError(field, `is longer than ${maxBytes} bytes of UTF-8.`);
  }
}
