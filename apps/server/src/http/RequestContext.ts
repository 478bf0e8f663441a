import type { Clock } from "@gatehouse/sessions";
import type { AuditOrigin } from "../audit/AuditEvent.ts";
import type { RequestSessions } from "../audit/auditSessions.ts";
import type { Appliance } from "./Appliance.ts";

/** What an operation knows besides its request. */
export interface RequestContext {
  /** A UUID made for this request; the header `x-transaction-id`. */
  readonly transactionId: string;
  /** Address of the caller: the socket's, or what a listed proxy says. */
  readonly clientAddress: string;
  /** Where the request comes from, for the audit trail. */
  readonly origin: AuditOrigin;
  /** When the request began, on the monotonic clock. */
  readonly startedAtMs: number;
  /** The commands of the domain; what they change is written down as this request's doing. */
  readonly sessions: RequestSessions;
  readonly clock: Clock;
  readonly appliance: Appliance;
}
