import {
  type ChangedPassword,
  isSessionsError,
  type OpenedSession,
  type Session,
  type Sessions,
  type SessionsError,
  type SignInCommand,
  userKeyOf,
} from "@gatehouse/sessions";
import type { Metrics, SignInResult } from "../management/createMetrics.ts";
import type {
  AuditEvent,
  AuditOrigin,
  AuditTrail,
  PasswordChangeFailureReason,
  SignInFailureReason,
} from "./AuditEvent.ts";
import { subjectOf } from "./auditEvents.ts";

/** The destination of the records of commands, and the request that they serve. */
interface SessionsRecorder {
  readonly audit: Pick<AuditTrail, "record">;
  readonly metrics: Pick<Metrics, "signIn">;
  /** From where and by which request; who it was comes out of the command. */
  readonly origin: Pick<AuditOrigin, "clientAddress" | "requestId" | "userAgent">;
}

type FailedSignIn =
  | { readonly result: "limited"; readonly retryAfterSeconds: number }
  | { readonly result: Exclude<SignInResult, "accepted" | "limited">; readonly reason: SignInFailureReason };

/** The commands that a request may call. */
export type RequestSessions = Omit<Sessions, "sweepSessions" | "operator">;

/**
 * The commands of the domain for one request. Every change and every failed sign-in is recorded (LOG-01).
 *
 * A command that is not listed here does not compile: adding a command includes the decision what it records. Commands
 * that only read are passed on unchanged. Rejections common to all commands, such as an ended session, are recorded
 * together with their responses.
 */
export function auditSessions(sessions: Sessions, recorder: SessionsRecorder): RequestSessions {
  return new AuditedSessions(sessions, recorder);
}

type CommandOf<Name extends keyof RequestSessions> = Parameters<Sessions[Name]>[0];
type RevocationDetails = Extract<AuditEvent, { event: "authn_token_revoked" }>["details"];

/** A class, because it is made for each request: its methods are made once. */
class AuditedSessions implements RequestSessions {
  readonly #sessions: Sessions;
  readonly #recorder: SessionsRecorder;

  constructor(sessions: Sessions, recorder: SessionsRecorder) {
    this.#sessions = sessions;
    this.#recorder = recorder;
  }

  readSession(command: CommandOf<"readSession">) {
    return this.#sessions.readSession(command);
  }
  listSessions(command: CommandOf<"listSessions">) {
    return this.#sessions.listSessions(command);
  }
  findSession(command: CommandOf<"findSession">) {
    return this.#sessions.findSession(command);
  }
  readAdministrator(command: CommandOf<"readAdministrator">) {
    return this.#sessions.readAdministrator(command);
  }
  readSignInOptions() {
    return this.#sessions.readSignInOptions();
  }

  async signIn(command: CommandOf<"signIn">) {
    try {
      const opened = await this.#sessions.signIn(command);
      recordSignIn(this.#recorder, opened);
      return opened;
    } catch (error) {
      recordFailedSignIn(this.#recorder, command, error);
      throw error;
    }
  }

  async reauthenticate(command: CommandOf<"reauthenticate">) {
    try {
      const opened = await this.#sessions.reauthenticate(command);
      this.#recordRevoked(opened.actor, { reason: "reauthenticated", scope: "one", ended: 1 });
      recordSignIn(this.#recorder, opened);
      return opened;
    } catch (error) {
      const attempt = isSessionsError(error) && "attempt" in error ? error.attempt : undefined;
      if (attempt !== undefined) recordFailedSignIn(this.#recorder, attempt, error);
      throw error;
    }
  }

  async endSession(command: CommandOf<"endSession">) {
    const session = await this.#sessions.endSession(command);
    this.#record({ event: "session_logout", ...actorOf(session) });
    return session;
  }

  async changePassword(command: CommandOf<"changePassword">) {
    try {
      const changed = await this.#sessions.changePassword(command);
      recordPasswordChange(this.#recorder, changed);
      return changed;
    } catch (error) {
      await recordRejectedPasswordChange(this.#recorder, error, () => this.readSession(command));
      throw error;
    }
  }

  async setSignInsClosed(command: CommandOf<"setSignInsClosed">) {
    const outcome = await this.#sessions.setSignInsClosed(command);
    const details = { action: command.closed ? "sign-ins-closed" : "sign-ins-opened" } as const;
    this.#record({ event: "authz_admin", ...actorOf(outcome.actor), details });
    return outcome;
  }

  async endSessionById(command: CommandOf<"endSessionById">) {
    const outcome = await this.#sessions.endSessionById(command);
    this.#record(revocationOf(outcome.actor, outcome.ended));
    return outcome;
  }

  async endOtherSessions(command: CommandOf<"endOtherSessions">) {
    const outcome = await this.#sessions.endOtherSessions(command);
    this.#recordRevoked(outcome.actor, { reason: "by-user", scope: "others", ended: outcome.ended });
    return outcome;
  }

  async endUserSessions(command: CommandOf<"endUserSessions">) {
    const outcome = await this.#sessions.endUserSessions(command);
    const target = { provider: command.authType, username: command.username };
    const details = { reason: "by-administrator", scope: "user", ended: outcome.ended } as const;
    this.#record({ event: "authn_token_revoked", ...actorOf(outcome.actor), target, details });
    return outcome;
  }

  async endAllSessions(command: CommandOf<"endAllSessions">) {
    const outcome = await this.#sessions.endAllSessions(command);
    this.#recordRevoked(outcome.actor, { reason: "by-administrator", scope: "all", ended: outcome.ended });
    return outcome;
  }

  #recordRevoked(actor: Session, details: RevocationDetails): void {
    this.#record({ event: "authn_token_revoked", ...actorOf(actor), details });
  }
  #record(event: AuditEvent): void {
    const { audit, origin } = this.#recorder;
    audit.record({ ...origin, ...event });
  }
}

/** The caller and the session of a request. */
function actorOf({ id, user }: Session): Pick<AuditEvent, "who" | "sessionId"> {
  return { who: subjectOf(user), sessionId: id };
}

/** The session ended is what the event is about, not the one it was ended from. */
function revocationOf(actor: Session, ended: Session): AuditEvent {
  const isOwn = userKeyOf(actor.user) === userKeyOf(ended.user);
  return {
    event: "authn_token_revoked",
    who: subjectOf(actor.user),
    sessionId: ended.id,
    ...(isOwn ? {} : { target: subjectOf(ended.user) }),
    details: { reason: isOwn ? "by-user" : "by-administrator", scope: "one", ended: 1 },
  };
}

/** Records a change of password, the sessions it ended and the one it opened. */
function recordPasswordChange(recorder: SessionsRecorder, changed: ChangedPassword): void {
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
 * Records that a change of password was rejected. What is rejected before the password counts for anything, such as a
 * dead session or an old sign-in, is a denied operation and recorded as such elsewhere.
 *
 * @param findActor finds the session that asked, for errors that do not name it
 */
async function recordRejectedPasswordChange(
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

/** Records a sign-in, and the sessions that ended to make room for it. */
function recordSignIn({ audit, metrics, origin }: SessionsRecorder, opened: OpenedSession): void {
  const who = subjectOf(opened.session.user);
  audit.record({ ...origin, event: "authn_login_success", who, sessionId: opened.session.id });
  metrics.signIn("accepted");
  recordEvictions({ audit, metrics, origin }, opened);
}

/** Records each session that had to make room for another (SES-12). */
function recordEvictions({ audit, origin }: SessionsRecorder, { session, evicted }: OpenedSession): void {
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
export function recordFailedSignIn(
  recorder: SessionsRecorder,
  command: Pick<SignInCommand, "authType" | "username">,
  error: unknown,
): void {
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
