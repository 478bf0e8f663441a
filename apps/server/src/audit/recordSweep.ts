import type { Session } from "@gatehouse/sessions";
import type { AuditTrail } from "./AuditTrail.ts";
import { subjectOf } from "./subjectOf.ts";

/** Records each session that ran out of time, with the address it was opened from. */
export function recordSweep(audit: Pick<AuditTrail, "record">, expired: readonly Session[]): void {
  for (const { id, user, clientAddress, idleExpiresAtMs, expiresAtMs } of expired) {
    audit.record({
      event: "session_expired",
      who: subjectOf(user),
      clientAddress,
      sessionId: id,
      details: { reason: idleExpiresAtMs < expiresAtMs ? "idle" : "absolute" },
    });
  }
}
