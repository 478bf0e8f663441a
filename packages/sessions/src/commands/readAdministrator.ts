import { NotPermittedError, RecentAuthenticationRequiredError } from "../errors/SessionsError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import type { Session } from "../session/Session.ts";
import { SYSTEM_ADMINISTRATOR } from "../session/SessionUser.ts";
import { readActor, type TokenCommand } from "./readSession.ts";

/** The caller, and how sensitive the call is. */
export interface AdministratorCommand extends TokenCommand {
  /** For calls that only show something: the sign-in may be old. @default false */
  readonly signedInAnyTime?: boolean;
}

/**
 * The session of an administrator who signed in just now, for sensitive calls.
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {PasswordChangeDueError} when the password has to be changed first.
 * @throws {NotPermittedError} when the user is not a System Administrator.
 * @throws {RecentAuthenticationRequiredError} when the sign-in is too long ago.
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function readAdministrator(
  deps: SessionsDependencies,
  { token, signedInAnyTime = false }: AdministratorCommand,
): Promise<Session> {
  const actor = await readActor(deps, { token });
  requireAdministrator(actor);
  if (!signedInAnyTime) requireRecentAuthentication(deps, actor);
  return actor;
}

/** Whether the user may see and end the sessions of all users. */
export function isAdministrator(actor: Session): boolean {
  return actor.roles.includes(SYSTEM_ADMINISTRATOR);
}

/**
 * Stops a call that only an administrator may make.
 *
 * @throws {NotPermittedError} when the role is missing.
 */
export function requireAdministrator(actor: Session): void {
  if (!isAdministrator(actor)) throw new NotPermittedError(actor, SYSTEM_ADMINISTRATOR);
}

/**
 * Stops a sensitive call on a session whose user proved who they are too long ago (SES-19).
 *
 * @throws {RecentAuthenticationRequiredError} when a new sign-in is needed.
 */
export function requireRecentAuthentication(deps: SessionsDependencies, actor: Session): void {
  if (deps.clock.nowMs() > actor.recentUntilMs) {
    throw new RecentAuthenticationRequiredError(actor, deps.limits.recentAuthenticationSeconds);
  }
}
