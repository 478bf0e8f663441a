import { SessionNotFoundError } from "../errors/SessionNotFoundError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt } from "../session/liveWindowAt.ts";
import type { Session } from "../session/Session.ts";
import { toSession } from "../session/toSession.ts";
import { userKeyOf } from "../session/userKeyOf.ts";
import { findSession, type SessionIdCommand } from "./findSession.ts";
import { requireRecentAuthentication } from "./requireRecentAuthentication.ts";

/** What was ended, and by whom; for the audit trail. */
export interface EndedSession {
  readonly actor: Session;
  readonly ended: Session;
}

/**
 * Ends one session by its public id: one's own at any time (SES-15), another user's as an administrator who signed
 * in just now (SES-16).
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
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
