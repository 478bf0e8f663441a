import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import type { EndedSessions } from "./endOtherSessions.ts";
import { endUser, type UserName } from "./endUser.ts";
import { readAdministrator } from "./readAdministrator.ts";
import type { TokenCommand } from "./readSession.ts";

/** Whose sessions an administrator ends. */
export interface EndUserSessionsCommand extends TokenCommand, UserName {}

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
