import { NotPermittedError } from "../errors/NotPermittedError.ts";
import type { Session } from "../session/Session.ts";
import { SYSTEM_ADMINISTRATOR } from "../session/SYSTEM_ADMINISTRATOR.ts";

/** Whether the user may see and end everybody's sessions. */
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
