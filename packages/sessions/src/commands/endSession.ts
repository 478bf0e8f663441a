import { NoActiveSessionError } from "../errors/SessionsError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { hashToken } from "../session/createToken.ts";
import { liveWindowAt, type Session, toSession } from "../session/Session.ts";
import type { TokenCommand } from "./readSession.ts";

/**
 * Signs out. The token is the proof: removing it is authentication and end in one step (SES-04).
 *
 * @returns the session as it was, for the audit trail.
 * @throws {NoActiveSessionError} when the token opens no live session, also the second time (SES-06).
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endSession(deps: SessionsDependencies, { token }: TokenCommand): Promise<Session> {
  const record = await deps.store.take({
    tokenHash: hashToken(token),
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
  });
  if (record === undefined) throw new NoActiveSessionError();
  return toSession(record, deps.limits);
}
