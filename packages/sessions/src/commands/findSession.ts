import { SessionNotFoundError } from "../errors/SessionNotFoundError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt } from "../session/liveWindowAt.ts";
import type { Session } from "../session/Session.ts";
import { toSession } from "../session/toSession.ts";
import { userKeyOf } from "../session/userKeyOf.ts";
import type { ListedSession } from "./listSessions.ts";
import { readSession, type TokenCommand } from "./readSession.ts";
import { isAdministrator } from "./requireAdministrator.ts";

/** A session by its public id. */
export interface SessionIdCommand extends TokenCommand {
  readonly id: string;
}

/**
 * Looks at one live session by its public id: one's own, or anybody's for an administrator.
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {SessionNotFoundError} when there is none, or it is another user's.
 * @throws {StoreUnavailableError} when the store did not answer.
 */
export async function findSession(
  deps: SessionsDependencies,
  { token, id }: SessionIdCommand,
): Promise<{ readonly actor: Session; readonly session: ListedSession }> {
  const actor = await readSession(deps, { token });
  const [record] = await deps.store.list({
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
    limit: 1,
    id,
    ...(isAdministrator(actor) ? {} : { userKey: userKeyOf(actor.user) }),
  });
  if (record === undefined) throw new SessionNotFoundError(id);
  return { actor, session: { ...toSession(record, deps.limits), current: record.id === actor.id } };
}
