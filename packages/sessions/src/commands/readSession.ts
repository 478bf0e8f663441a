import { NoActiveSessionError, PasswordChangeDueError } from "../errors/SessionsError.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { hashToken, liveWindowAt, type Session, toSession } from "../session/Session.ts";

/** A session in constant use is written down this often per idle limit; a crash costs its user at most that share. */
const WRITES_PER_IDLE_LIMIT = 10;

/** What every call of a signed-in user needs. */
export interface TokenCommand {
  /** The token as the caller sent it. */
  readonly token: string;
}

/**
 * The session behind a token, renewed by this call (SES-07).
 *
 * @throws {NoActiveSessionError} when the token opens no live session.
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function readSession(deps: SessionsDependencies, { token }: TokenCommand): Promise<Session> {
  const record = await deps.store.touch({
    tokenHash: hashToken(token),
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
    writeIntervalMs: (deps.limits.idleTimeoutSeconds * 1000) / WRITES_PER_IDLE_LIMIT,
  });
  if (record === undefined) throw new NoActiveSessionError();
  return toSession(record, deps.limits);
}

/**
 * The session behind a token, for a call that a session may make only once its password is changed (AUT-11). Looking at
 * the own session, changing the password, confirming it and signing out are open before.
 *
 * @throws {PasswordChangeDueError} when the password has to be changed first.
 * @throws what `readSession` throws.
 */
export async function readActor(deps: SessionsDependencies, command: TokenCommand): Promise<Session> {
  const actor = await readSession(deps, command);
  if (actor.passwordChangeDue) throw new PasswordChangeDueError(actor);
  return actor;
}
