import type { SessionUser } from "@gatehouse/sessions";
import type { AuditSubject } from "./AuditEvent.ts";

/** Names a signed-in user for the audit trail. */
export function subjectOf({ authType, subject, username }: SessionUser): AuditSubject {
  return { provider: authType, username, subject };
}
