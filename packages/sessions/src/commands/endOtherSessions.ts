import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt, type Session } from "../session/Session.ts";
import { userKeyOf } from "../session/SessionUser.ts";
import { readAdministrator, requireRecentAuthentication } from "./readAdministrator.ts";
import { readActor, type TokenCommand } from "./readSession.ts";

/** A user by the name shown in the list. */
export interface UserName {
  readonly authType: string;
  readonly username: string;
}

/** Whose sessions an administrator ends. */
export interface EndUserSessionsCommand extends TokenCommand, UserName {}

/** The number of sessions that a call ended, and its caller; for the audit trail. */
export interface EndedSessions {
  readonly actor: Session;
  readonly ended: number;
}

/**
 * Ends all sessions of the caller but the one the call is made with (SES-15).
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {PasswordChangeDueError} when the password has to be changed first.
 * @throws {RecentAuthenticationRequiredError} when the sign-in is too long ago.
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endOtherSessions(
  deps: SessionsDependencies,
  command: TokenCommand,
): Promise<EndedSessions> {
  const actor = await readActor(deps, command);
  requireRecentAuthentication(deps, actor);
  const { ended } = await deps.store.endMany({
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
    userKey: userKeyOf(actor.user),
    exceptId: actor.id,
  });
  return { actor, ended };
}

/**
 * Ends all sessions of the user with this name; none when no such user is signed in. Inside a provider one
 * name is one person: an account that is removed takes its sessions along before its name can be given again.
 *
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endUser(
  deps: SessionsDependencies,
  { authType, username }: UserName,
): Promise<{ readonly ended: number }> {
  const window = liveWindowAt(deps.clock.nowMs(), deps.limits);
  const [record] = await deps.store.list({ window, limit: 1, authType, username });
  if (record === undefined) return { ended: 0 };
  return deps.store.endMany({ window, userKey: record.userKey });
}

/**
 * Ends all sessions of a user, as an administrator (SES-16). One's own name ends the session of the call too.
 *
 * @throws what `readAdministrator` throws.
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endUserSessions(
  deps: SessionsDependencies,
  { token, authType, username }: EndUserSessionsCommand,
): Promise<EndedSessions> {
  const actor = await readAdministrator(deps, { token });
  const { ended } = await endUser(deps, { authType, username });
  return { actor, ended };
}

/**
 * Ends every session there is, the one of the call too, as an administrator (SES-16).
 *
 * @throws what `readAdministrator` throws.
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endAllSessions(
  deps: SessionsDependencies,
  command: TokenCommand,
): Promise<EndedSessions> {
  const actor = await readAdministrator(deps, command);
  const { ended } = await deps.store.endMany({ window: liveWindowAt(deps.clock.nowMs(), deps.limits) });
  return { actor, ended };
}
