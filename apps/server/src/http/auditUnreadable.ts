import type { AuditTrail } from "../audit/AuditTrail.ts";
import type { UnreadableRequest } from "./answerUnreadable.ts";

/** Writes down what the parser gave up on (LOG-01): whoever tries to smuggle requests shows here first. */
export function auditUnreadable(
  audit: Pick<AuditTrail, "record">,
  { code, ...origin }: UnreadableRequest,
): void {
  audit.record({ event: "input_validation_fail", ...origin, details: { code } });
}
