import { type ChangedPassword, isSessionsError, type Session, type SessionsError } from "@gatehouse/sessions";
import type { PasswordChangeFailureReason } from "./AuditEvent.ts";
import { recordEvictions } from "./recordSignIn.ts";
import type { SessionsRecorder } from "./SessionsRecorder.ts";
import { subjectOf } from "./subjectOf.ts";

/** Records a change of password, the sessions it ended and the one it opened. */
export function recordPasswordChange(recorder: SessionsRecorder, changed: ChangedPassword): void {
  const { audit, origin } = recorder;
  const { actor, ended, session } = changed;
  const who = subjectOf(actor.user);
  audit.record({ ...origin, event: "authn_password_change", who, sessionId: actor.id });
  audit.record({
    ...origin,
    event: "authn_token_revoked",
    who,
    details: { reason: "password-changed", scope: "user", ended },
  });
  audit.record({ ...origin, event: "session_created", who, sessionId: session.id });
  recordEvictions(recorder, changed);
}

/**
 * Records that a change of password was refused. What is refused before the password counts for anything, such as a
 * dead session or an old sign-in, is a denied operation and recorded as such elsewhere.
 *
 * @param findActor finds the session that asked, for errors that do not name it
 */
export async function recordRefusedPasswordChange(
  recorder: SessionsRecorder,
  error: unknown,
  findActor: () => Promise<Session>,
): Promise<void> {
  const { audit, origin } = recorder;
  if (!isSessionsError(error)) return;
  if (error.code === "TOO_MANY_ATTEMPTS") {
    const who = { provider: error.attempt.authType, username: error.attempt.username };
    const { retryAfterSeconds } = error;
    audit.record({ ...origin, event: "excess_rate_limit_exceeded", who, details: { retryAfterSeconds } });
    return;
  }
  const reason = reasonOf(error);
  if (reason === undefined) return;
  const actor = await findActor().catch(() => undefined);
  const known = actor === undefined ? {} : { who: subjectOf(actor.user), sessionId: actor.id };
  audit.record({ ...origin, ...known, event: "authn_password_change_fail", details: { reason } });
}

function reasonOf(error: SessionsError): PasswordChangeFailureReason | undefined {
  switch (error.code) {
    case "CREDENTIALS_REJECTED":
      return error.reason === "locked" ? "locked" : "wrong-password";
    case "PASSWORD_REFUSED":
      return "unsuitable-password";
    case "PASSWORD_NOT_CHANGEABLE":
      return "kept-elsewhere";
    case "AUTHENTICATOR_UNAVAILABLE":
    case "SESSION_LIMIT_REACHED":
    case "SIGN_IN_BUSY":
    case "STORE_UNAVAILABLE":
      return "fault";
    default:
      return undefined;
  }
}
