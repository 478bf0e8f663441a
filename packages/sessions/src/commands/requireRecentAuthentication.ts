import { RecentAuthenticationRequiredError } from "../errors/RecentAuthenticationRequiredError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import type { Session } from "../session/Session.ts";

/**
 * Stops a sensitive call on a session whose user proved who they are too long ago (SES-19).
 *
 * @throws {RecentAuthenticationRequiredError} when a new sign-in is needed.
 */
export function requireRecentAuthentication(deps: SessionsDependencies, actor: Session): void {
  if (!isRecentlyAuthenticated(deps, actor)) {
    throw new RecentAuthenticationRequiredError(actor, deps.limits.recentAuthenticationSeconds);
  }
}

/** Whether the user proved who they are within the time that sensitive calls ask for. */
export function isRecentlyAuthenticated(deps: SessionsDependencies, actor: Session): boolean {
  const ageMs = deps.clock.nowMs() - actor.authenticatedAtMs;
  return ageMs <= deps.limits.recentAuthenticationSeconds * 1000;
}
