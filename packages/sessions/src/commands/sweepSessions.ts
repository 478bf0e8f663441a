import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt, type Session, toSession } from "../session/Session.ts";

/** How many records one sweep removes: about ten milliseconds among 100,000, so that no call waits long. */
const SWEEP_LIMIT = 50;

/** Sessions that ran out of time, and what is left. */
export type SweptSessions = { readonly expired: readonly Session[] } & (
  | { readonly more: true }
  | { readonly more: false; readonly live: number }
);

/**
 * Removes sessions that ran out of time (SES-21). Call it every few seconds, and again at once while there is `more`.
 *
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function sweepSessions(deps: SessionsDependencies): Promise<SweptSessions> {
  const swept = await deps.store.sweep({
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
    limit: SWEEP_LIMIT,
  });
  return { ...swept, expired: swept.expired.map((record) => toSession(record, deps.limits)) };
}
