import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import type { Session } from "../session/Session.ts";
import { readAdministrator } from "./readAdministrator.ts";
import type { TokenCommand } from "./readSession.ts";

/** Whether new sign-ins are to be disabled. */
export interface SetSignInsClosedCommand extends TokenCommand {
  readonly closed: boolean;
}

/**
 * Disables or enables new sign-ins, as an administrator. Live sessions continue. While they are disabled every sign-in is
 * rejected, so an administrator who signed out enables them at the machine.
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {NotPermittedError} when the user is not a System Administrator.
 * @throws {RecentAuthenticationRequiredError} when the sign-in is too long ago (SES-19): it decides over those of all.
 * @throws {StoreUnavailableError} when the switch could not be kept.
 */
export async function setSignInsClosed(
  deps: SessionsDependencies,
  { token, closed }: SetSignInsClosedCommand,
): Promise<{ readonly actor: Session }> {
  const actor = await readAdministrator(deps, { token });
  await deps.signInSwitch.setClosed(closed);
  return { actor };
}
