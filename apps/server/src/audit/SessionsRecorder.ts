import type { Metrics } from "../management/Metrics.ts";
import type { AuditOrigin } from "./AuditEvent.ts";
import type { AuditTrail } from "./AuditTrail.ts";

/** Where the commands of the domain are written down, and whose request they serve. */
export interface SessionsRecorder {
  readonly audit: Pick<AuditTrail, "record">;
  readonly metrics: Pick<Metrics, "signIn">;
  /** From where and by which request; who it was comes out of the command. */
  readonly origin: Pick<AuditOrigin, "clientAddress" | "requestId" | "userAgent">;
}
