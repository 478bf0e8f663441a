import { NoRoleMappedError, SignInsClosedError, UnsupportedAuthTypeError } from "../errors/SessionsError.ts";
import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { checkCredentials, checkPassword } from "./checkPassword.ts";
import { type OpenedSession, openSession } from "./openSession.ts";

/** A sign-in as it arrives. The password is taken as sent (AUT-02). */
export interface SignInCommand {
  readonly authType: string;
  readonly username: string;
  readonly password: string;
  /** The address of the caller, as the edge believes it. */
  readonly clientAddress: string;
}

/**
 * Signs a user in: checks the password with the authenticator of `authType`, then opens a session.
 *
 * @throws {UnsupportedAuthTypeError} when no authenticator has this `authType` (AUT-12).
 * @throws {MalformedCredentialsError} when username or password is empty or too long.
 * @throws {SignInsClosedError} during maintenance.
 * @throws {TooManyAttemptsError} when the address has to wait.
 * @throws {CredentialsRejectedError} for unknown, wrong, locked and disabled alike (AUT-04).
 * @throws {SignInBusyError} when too many passwords wait to be checked.
 * @throws {AuthenticatorUnavailableError} when the provider did not respond.
 * @throws {NoRoleMappedError} when the user has no role (AUT-18); no session is opened.
 * @throws {SessionLimitReachedError} when there is no room.
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function signIn(deps: SessionsDependencies, command: SignInCommand): Promise<OpenedSession> {
  const authenticator = deps.authenticators.get(command.authType);
  if (authenticator === undefined) throw new UnsupportedAuthTypeError(command.authType);
  checkCredentials(command);
  if (await deps.signInSwitch.isClosed()) throw new SignInsClosedError();

  const { authType, username, password, clientAddress } = command;
  const attempt: SignInAttempt = { authType, username, clientAddress };
  const { identity } = await checkPassword(deps.limiter, {
    attempt,
    ask: (terms) => authenticator.authenticate({ username, password, ...terms }),
  });
  if (identity.roles.length === 0) throw new NoRoleMappedError(identity.user, clientAddress);

  return openSession(deps, { identity, attempt });
}
