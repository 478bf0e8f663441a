import { isSessionsError, type OpenedSession, type SignInCommand } from "@gatehouse/sessions";
import type { SignInResult } from "../management/Metrics.ts";
import type { SignInFailureReason } from "./AuditEvent.ts";
import type { SessionsRecorder } from "./SessionsRecorder.ts";
import { subjectOf } from "./subjectOf.ts";

/** Records that somebody signed in, and who had to make room. */
export function recordSignIn({ audit, metrics, origin }: SessionsRecorder, opened: OpenedSession): void {
  const who = subjectOf(opened.session.user);
  audit.record({ ...origin, event: "authn_login_success", who, sessionId: opened.session.id });
  metrics.signIn("accepted");
  recordEvictions({ audit, metrics, origin }, opened);
}

/** Records each session that had to make room for another (SES-12). */
export function recordEvictions(
  { audit, origin }: SessionsRecorder,
  { session, evicted }: OpenedSession,
): void {
  const who = subjectOf(session.user);
  for (const { id, user } of evicted) {
    audit.record({
      ...origin,
      event: "excess_sessions_exceeded",
      who,
      sessionId: id,
      target: subjectOf(user),
      details: { newSessionId: session.id },
    });
  }
}

/** Records that a sign-in failed, and why. */
export function recordFailedSignIn(recorder: SessionsRecorder, command: SignInCommand, error: unknown): void {
  const { audit, metrics, origin } = recorder;
  const who = { provider: command.authType, username: command.username };
  const failure = describe(error);
  metrics.signIn(failure.result);
  if ("retryAfterSeconds" in failure) {
    const { retryAfterSeconds } = failure;
    audit.record({ ...origin, event: "excess_rate_limit_exceeded", who, details: { retryAfterSeconds } });
  } else {
    audit.record({ ...origin, event: "authn_login_fail", who, details: { reason: failure.reason } });
  }
}

type FailedSignIn =
  | { readonly result: "limited"; readonly retryAfterSeconds: number }
  | { readonly result: Exclude<SignInResult, "accepted" | "limited">; readonly reason: SignInFailureReason };

function describe(error: unknown): FailedSignIn {
  if (!isSessionsError(error)) return { result: "fault", reason: "fault" };
  switch (error.code) {
    case "CREDENTIALS_REJECTED":
      return { result: "refused", reason: error.reason };
    case "TOO_MANY_ATTEMPTS":
      return { result: "limited", retryAfterSeconds: error.retryAfterSeconds };
    case "SIGN_IN_BUSY":
      return { result: "busy", reason: "busy" };
    case "SIGN_INS_CLOSED":
      return { result: "closed", reason: "sign-ins-closed" };
    case "NO_ROLE_MAPPED":
      return { result: "no-role", reason: "no-role" };
    case "SESSION_LIMIT_REACHED":
      return { result: "no-room", reason: "too-many-sessions" };
    case "AUTHENTICATOR_UNAVAILABLE":
      return { result: "fault", reason: "provider-unavailable" };
    case "UNSUPPORTED_AUTH_TYPE":
    case "MALFORMED_CREDENTIALS":
      return { result: "refused", reason: "malformed" };
    default:
      return { result: "fault", reason: "fault" };
  }
}
