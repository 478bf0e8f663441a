import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import type { Session } from "../session/Session.ts";
import { readSession, type TokenCommand } from "./readSession.ts";
import { requireAdministrator } from "./requireAdministrator.ts";
import { requireRecentAuthentication } from "./requireRecentAuthentication.ts";

/**
 * The session of an administrator who signed in just now, for sensitive calls.
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {NotPermittedError} when the user is not a System Administrator.
 * @throws {RecentAuthenticationRequiredError} when the sign-in is too long ago.
 * @throws {StoreUnavailableError} when the store did not answer.
 */
export async function readAdministrator(deps: SessionsDependencies, command: TokenCommand): Promise<Session> {
  const actor = await readSession(deps, command);
  requireAdministrator(actor);
  requireRecentAuthentication(deps, actor);
  return actor;
}
