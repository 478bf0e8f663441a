import { PasswordNotChangeableError } from "../errors/SessionsError.ts";
import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt, type Session } from "../session/Session.ts";
import { checkPassword, checkPasswordText } from "./checkPassword.ts";
import { type OpenedSession, openSession } from "./openSession.ts";
import { requireRecentAuthentication } from "./readAdministrator.ts";
import { readSession, type TokenCommand } from "./readSession.ts";

/** A change of one's own password. Both passwords are taken as sent. */
export interface ChangePasswordCommand extends TokenCommand {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The address of the caller, as the edge believes it. */
  readonly clientAddress: string;
}

/** The fresh session, and what it took. */
export interface ChangedPassword extends OpenedSession {
  /** The session the change was made with; it has ended. */
  readonly actor: Session;
  /** How many sessions of the user ended, that one included. */
  readonly ended: number;
}

/**
 * Replaces the caller's password and ends all sessions of the caller in one durable step, then opens a fresh session
 * (SES-18, SES-23, AUT-19). A wrong current password counts as a failed sign-in.
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {RecentAuthenticationRequiredError} when the sign-in is too long ago.
 * @throws {PasswordNotChangeableError} when the provider keeps its passwords elsewhere.
 * @throws {MalformedCredentialsError} when a password is empty or too long.
 * @throws {CredentialsRejectedError} when the current password is rejected.
 * @throws {PasswordRejectedError} when the new password may not be used.
 * @throws {StoreUnavailableError} when the password was changed, and the fresh session was not opened.
 * @throws what `checkPassword` and `openSession` throw.
 */
export async function changePassword(
  deps: SessionsDependencies,
  { token, currentPassword, newPassword, clientAddress }: ChangePasswordCommand,
): Promise<ChangedPassword> {
  const actor = await readSession(deps, { token });
  const { user } = actor;
  const authenticator = deps.authenticators.get(user.authType);
  if (authenticator?.changePassword === undefined) throw new PasswordNotChangeableError(user.authType);
  // A password that has to be changed cannot be confirmed again: it opened its one session.
  if (!actor.passwordChangeDue) requireRecentAuthentication(deps, actor);
  for (const password of [currentPassword, newPassword]) checkPasswordText(password);

  const attempt: SignInAttempt = { authType: user.authType, username: user.username, clientAddress };
  const window = liveWindowAt(deps.clock.nowMs(), deps.limits);
  const change = { user, currentPassword, newPassword, window };
  const ask = authenticator.changePassword.bind(authenticator);
  const { identity, ended } = await checkPassword(deps.limiter, {
    attempt,
    ask: (terms) => ask({ ...change, ...terms }),
  });
  const opened = await openSession(deps, { identity, attempt });
  return { ...opened, actor, ended };
}
