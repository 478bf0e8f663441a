import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt } from "../session/liveWindowAt.ts";
import type { Session } from "../session/Session.ts";
import { userKeyOf } from "../session/userKeyOf.ts";
import { readSession, type TokenCommand } from "./readSession.ts";
import { requireRecentAuthentication } from "./requireRecentAuthentication.ts";

/** How many sessions a call ended, and who made it; for the audit trail. */
export interface EndedSessions {
  readonly actor: Session;
  readonly ended: number;
}

/**
 * Ends all sessions of the caller but the one the call is made with (SES-15).
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {RecentAuthenticationRequiredError} when the sign-in is too long ago.
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endOtherSessions(
  deps: SessionsDependencies,
  command: TokenCommand,
): Promise<EndedSessions> {
  const actor = await readSession(deps, command);
  requireRecentAuthentication(deps, actor);
  const { ended } = await deps.store.endMany({
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
    userKey: userKeyOf(actor.user),
    exceptId: actor.id,
  });
  return { actor, ended };
}
