import { type Session, type Sessions, userKeyOf } from "@gatehouse/sessions";
import type { AuditEvent } from "./AuditEvent.ts";
import { recordPasswordChange, recordRefusedPasswordChange } from "./recordPasswordChange.ts";
import { recordFailedSignIn, recordSignIn } from "./recordSignIn.ts";
import type { SessionsRecorder } from "./SessionsRecorder.ts";
import { subjectOf } from "./subjectOf.ts";

/**
 * The commands of the domain for one request, with every change and every failed sign-in written down (LOG-01).
 *
 * A command that is not listed here does not compile: whoever adds one decides what it leaves in the trail. Commands
 * that only look are handed on as they are. Refusals that any command may meet, such as a dead session, are recorded
 * where they are answered.
 */
export function auditSessions(sessions: Sessions, recorder: SessionsRecorder): RequestSessions {
  return {
    readSession: sessions.readSession,
    listSessions: sessions.listSessions,
    findSession: sessions.findSession,
    readAdministrator: sessions.readAdministrator,
    ...auditOwn(sessions, recorder),
    ...auditRevocations(sessions, recorder),
  };
}

/** The commands that a request may call. */
export type RequestSessions = Omit<Sessions, "sweepSessions" | "operator">;

type OwnCommands = Pick<Sessions, "signIn" | "endSession" | "changePassword" | "setSignInsClosed">;

function auditOwn(sessions: Sessions, recorder: SessionsRecorder): OwnCommands {
  const { audit, origin } = recorder;
  return {
    async signIn(command) {
      try {
        const opened = await sessions.signIn(command);
        recordSignIn(recorder, opened);
        return opened;
      } catch (error) {
        recordFailedSignIn(recorder, command, error);
        throw error;
      }
    },
    async endSession(command) {
      const session = await sessions.endSession(command);
      audit.record({ ...origin, event: "session_logout", ...actorOf(session) });
      return session;
    },
    async changePassword(command) {
      try {
        const changed = await sessions.changePassword(command);
        recordPasswordChange(recorder, changed);
        return changed;
      } catch (error) {
        await recordRefusedPasswordChange(recorder, error, () => sessions.readSession(command));
        throw error;
      }
    },
    async setSignInsClosed(command) {
      const outcome = await sessions.setSignInsClosed(command);
      const action = command.closed ? "sign-ins-closed" : "sign-ins-opened";
      audit.record({ ...origin, event: "authz_admin", ...actorOf(outcome.actor), details: { action } });
      return outcome;
    },
  };
}

type Revocations = Pick<
  Sessions,
  "endSessionById" | "endOtherSessions" | "endUserSessions" | "endAllSessions"
>;

function auditRevocations(sessions: Sessions, { audit, origin }: SessionsRecorder): Revocations {
  return {
    async endSessionById(command) {
      const outcome = await sessions.endSessionById(command);
      audit.record({ ...origin, ...revocationOf(outcome.actor, outcome.ended) });
      return outcome;
    },
    async endOtherSessions(command) {
      const outcome = await sessions.endOtherSessions(command);
      const details = { reason: "by-user", scope: "others", ended: outcome.ended } as const;
      audit.record({ ...origin, event: "authn_token_revoked", ...actorOf(outcome.actor), details });
      return outcome;
    },
    async endUserSessions(command) {
      const outcome = await sessions.endUserSessions(command);
      const details = { reason: "by-administrator", scope: "user", ended: outcome.ended } as const;
      const target = { provider: command.authType, username: command.username };
      audit.record({ ...origin, event: "authn_token_revoked", ...actorOf(outcome.actor), target, details });
      return outcome;
    },
    async endAllSessions(command) {
      const outcome = await sessions.endAllSessions(command);
      const details = { reason: "by-administrator", scope: "all", ended: outcome.ended } as const;
      audit.record({ ...origin, event: "authn_token_revoked", ...actorOf(outcome.actor), details });
      return outcome;
    },
  };
}

/** Who asked, and through which session. */
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
