import { CredentialsRejectedError, NoRoleMappedError } from "../errors/SessionsError.ts";
import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import type { Session } from "../session/Session.ts";
import { userKeyOf } from "../session/SessionUser.ts";
import { checkPassword, checkPasswordText } from "./checkPassword.ts";
import { type OpenedSession, openSession } from "./openSession.ts";
import { readSession, type TokenCommand } from "./readSession.ts";

/** A password that is confirmed in a live session. It is taken as sent. */
export interface ReauthenticateCommand extends TokenCommand {
  readonly password: string;
  /** The address of the caller, as the edge believes it. */
  readonly clientAddress: string;
}

/** The fresh session, and the one that it replaces. */
export interface ReauthenticatedSession extends OpenedSession {
  /** The session that the password was confirmed with; it has ended. */
  readonly actor: Session;
}

/**
 * Has the user of a session prove anew who they are, and replaces the session by a fresh one in one step (SES-19,
 * SES-20). It works while new sign-ins are disabled: it admits no further user. A wrong password counts as a
 * failed sign-in, and the session goes on. Of several calls with one token one succeeds.
 *
 * @throws {NoActiveSessionError} when the token opens no live session, or it ended before it was replaced.
 * @throws {MalformedCredentialsError} when the password is empty or too long.
 * @throws {CredentialsRejectedError} when the password is rejected, or is now another user's.
 * @throws {NoRoleMappedError} when the user has no role any more.
 * @throws what `checkPassword` and `openSession` throw.
 */
export async function reauthenticate(
  deps: SessionsDependencies,
  { token, password, clientAddress }: ReauthenticateCommand,
): Promise<ReauthenticatedSession> {
  const actor = await readSession(deps, { token });
  const { user } = actor;
  const attempt: SignInAttempt = { authType: user.authType, username: user.username, clientAddress };
  const authenticator = deps.authenticators.get(user.authType);
  if (authenticator === undefined) throw new CredentialsRejectedError(attempt, "unknown-user");
  checkPasswordText(password);
  const { identity } = await checkPassword(deps.limiter, {
    attempt,
    ask: (terms) => authenticator.authenticate({ username: user.username, password, ...terms }),
  });
  if (userKeyOf(identity.user) !== userKeyOf(user)) {
    throw new CredentialsRejectedError(attempt, "unknown-user");
  }
  if (identity.roles.length === 0) throw new NoRoleMappedError(identity.user, clientAddress);
  const opened = await openSession(deps, { identity, attempt, replaces: token });
  return { ...opened, actor };
}
