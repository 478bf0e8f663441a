import { CredentialsRejectedError } from "../errors/CredentialsRejectedError.ts";
import type { SignInAttempt } from "../ports/AttemptLimiter.ts";
import type { AuthenticatedIdentity, Authenticator } from "../ports/Authenticator.ts";
import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { hashToken } from "../session/hashToken.ts";
import { liveWindowAt } from "../session/liveWindowAt.ts";
import { type OpenedSession, openSession } from "./openSession.ts";

/** Somebody whose password was right. */
export interface Admission {
  readonly authenticator: Authenticator;
  readonly identity: AuthenticatedIdentity;
  readonly attempt: SignInAttempt;
}

/**
 * Opens a session, then asks once more whether the account still stands. Whoever closes an account changes it first
 * and ends its sessions after; so a sign-in that was under way either is ended with the others or notices here.
 *
 * @throws {CredentialsRejectedError} when the account was closed or changed in the meantime.
 * @throws what `openSession` throws.
 */
export async function admitIdentity(
  deps: SessionsDependencies,
  { authenticator, identity, attempt }: Admission,
): Promise<OpenedSession> {
  const opened = await openSession(deps, { identity, clientAddress: attempt.clientAddress });
  const stillValid = (await authenticator.isStillValid?.(identity)) ?? true;
  if (stillValid) return opened;
  await deps.store.take({
    tokenHash: hashToken(opened.token),
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
  });
  const { session, evicted } = opened;
  throw new CredentialsRejectedError(attempt, "closed-meanwhile", { session, evicted });
}
