import {
  CredentialsRejectedError,
  NoActiveSessionError,
  SessionLimitReachedError,
} from "../errors/SessionsError.ts";
import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { AuthenticatedIdentity } from "../ports/Authenticator.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import {
  createSessionId,
  createToken,
  hashToken,
  liveWindowAt,
  type Session,
  toSession,
} from "../session/Session.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";
import { SYSTEM_ADMINISTRATOR, userKeyOf } from "../session/SessionUser.ts";

/** A session just opened; the only place where a raw token leaves the domain. */
export interface OpenedSession {
  /** What the caller presents from now on; cannot be read again later. */
  readonly token: string;
  readonly session: Session;
  /** Sessions that had to make room, for the audit trail (SES-12). */
  readonly evicted: readonly Session[];
}

/** For whom a session is opened. */
interface OpenSessionRequest {
  readonly identity: AuthenticatedIdentity;
  readonly attempt: SignInAttempt;
  /** The token of a session of the same user that ends as this one is opened, in one step. */
  readonly replaces?: string;
}

/**
 * Writes a new session with a fresh token (SES-02) under both caps, unless the account was changed since its password
 * was checked (SES-17).
 *
 * @throws {CredentialsRejectedError} when the account was shut out or changed in the meantime.
 * @throws {SessionLimitReachedError} when the store is full and the user has no claim to a place.
 * @throws {NoActiveSessionError} when the session to replace is not live any more.
 * @throws {StoreUnavailableError} when the store did not respond.
 */
export async function openSession(
  deps: SessionsDependencies,
  request: OpenSessionRequest,
): Promise<OpenedSession> {
  const token = createToken(deps.randomBytes);
  const record = newRecord(deps, request);
  const result = await deps.store.create({
    tokenHash: hashToken(token),
    record,
    window: liveWindowAt(record.createdAtMs, deps.limits),
    maxPerUser: deps.limits.sessionsPerUser,
    maxInAll: deps.limits.sessionsInAll,
    ...(request.identity.account === undefined ? {} : { account: request.identity.account }),
    ...(request.replaces === undefined ? {} : { replaces: hashToken(request.replaces) }),
  });
  if (!result.created && result.reason === "account-changed") {
    throw new CredentialsRejectedError(request.attempt, "closed-meanwhile");
  }
  if (!result.created && result.reason === "replaced-ended") throw new NoActiveSessionError();
  if (!result.created) throw new SessionLimitReachedError(record.user, deps.limits.sessionsInAll);
  return {
    token,
    session: toSession(record, deps.limits),
    evicted: result.evicted.map((evicted) => toSession(evicted, deps.limits)),
  };
}

function newRecord(deps: SessionsDependencies, request: OpenSessionRequest): SessionRecord {
  const { user, roles, passwordChangeDue = false } = request.identity;
  const nowMs = deps.clock.nowMs();
  return {
    id: createSessionId(deps.randomBytes),
    userKey: userKeyOf(user),
    privileged: roles.includes(SYSTEM_ADMINISTRATOR),
    user,
    roles,
    createdAtMs: nowMs,
    lastSeenAtMs: nowMs,
    authenticatedAtMs: nowMs,
    clientAddress: request.attempt.clientAddress,
    ...(passwordChangeDue && { passwordChangeDue }),
  };
}
