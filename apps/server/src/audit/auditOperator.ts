import type { SessionsOperator } from "@gatehouse/sessions";
import type { AuditSubject } from "./AuditEvent.ts";
import type { AuditTrail } from "./AuditTrail.ts";
import { subjectOf } from "./subjectOf.ts";

/** What `auditOperator` works with. */
export interface AuditOperatorOptions {
  readonly audit: Pick<AuditTrail, "record">;
  /** Whoever owns the machine: provider `system` and the name of the user of the operating system. */
  readonly who: AuditSubject;
}

/** The operator's commands, with every change written down (LOG-01). */
export function auditOperator(
  operator: SessionsOperator,
  { audit, who }: AuditOperatorOptions,
): SessionsOperator {
  return {
    listSessions: operator.listSessions,
    async endSession(command) {
      const session = await operator.endSession(command);
      const details = { reason: "by-administrator", scope: "one", ended: 1 } as const;
      audit.record({
        event: "authn_token_revoked",
        who,
        sessionId: session.id,
        target: subjectOf(session.user),
        details,
      });
      return session;
    },
    async endUser(user) {
      const outcome = await operator.endUser(user);
      const details = { reason: "by-administrator", scope: "user", ended: outcome.ended } as const;
      const username = "subject" in user ? user.subject : user.username;
      audit.record({
        event: "authn_token_revoked",
        who,
        target: { provider: user.authType, username },
        details,
      });
      return outcome;
    },
    async endAll() {
      const outcome = await operator.endAll();
      const details = { reason: "by-administrator", scope: "all", ended: outcome.ended } as const;
      audit.record({ event: "authn_token_revoked", who, details });
      return outcome;
    },
    async setSignInsClosed(closed) {
      await operator.setSignInsClosed(closed);
      audit.record({
        event: "authz_admin",
        who,
        details: { action: closed ? "sign-ins-closed" : "sign-ins-opened" },
      });
    },
    areSignInsClosed: operator.areSignInsClosed,
  };
}
