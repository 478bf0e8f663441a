import { SessionNotFoundError } from "../errors/SessionsError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt, type Session, toSession, toSessionId } from "../session/Session.ts";
import { userKeyOf } from "../session/SessionUser.ts";
import type { ListedSession } from "./listSessions.ts";
import { isAdministrator, requireRecentAuthentication } from "./readAdministrator.ts";
import { readActor, type TokenCommand } from "./readSession.ts";

/** What was ended, and by whom; for the audit trail. */
export interface EndedSession {
  readonly actor: Session;
  readonly ended: Session;
}

/** A session by its public id. */
export interface SessionIdCommand extends TokenCommand {
  readonly id: string;
}

/**
 * Reads one live session by its public id: the caller's own, or any session for an administrator.
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {PasswordChangeDueError} when the password has to be changed first.
 * @throws {SessionNotFoundError} when there is none, or it is another user's.
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function findSession(
  deps: SessionsDependencies,
  { token, id }: SessionIdCommand,
): Promise<{ readonly actor: Session; readonly session: ListedSession }> {
  const actor = await readActor(deps, { token });
  const [record] = await deps.store.list({
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
    limit: 1,
    id: toSessionId(id),
    ...(isAdministrator(actor) ? {} : { userKey: userKeyOf(actor.user) }),
  });
  if (record === undefined) throw new SessionNotFoundError(id);
  return { actor, session: { ...toSession(record, deps.limits), current: record.id === actor.id } };
}

/**
 * Ends one session by its public id: an own session at any time (SES-15), that of another user as an administrator with
 * a recent sign-in (SES-16).
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {PasswordChangeDueError} when the password has to be changed first.
 * @throws {SessionNotFoundError} when there is none, or it is another user's.
 * @throws {RecentAuthenticationRequiredError} when an administrator's sign-in is too long ago.
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endSessionById(
  deps: SessionsDependencies,
  command: SessionIdCommand,
): Promise<EndedSession> {
  const { actor, session } = await findSession(deps, command);
  const isOwn = userKeyOf(session.user) === userKeyOf(actor.user);
  if (!isOwn) requireRecentAuthentication(deps, actor);
  const record = await deps.store.take({
    id: session.id,
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
  });
  if (record === undefined) throw new SessionNotFoundError(command.id);
  return { actor, ended: toSession(record, deps.limits) };
}
