import type { RequestFailure } from "@gatehouse/express-contract";
import { isSessionsError, type Session } from "@gatehouse/sessions";
import type { AuditOrigin, AuditTrail, DenialReason } from "../audit/AuditEvent.ts";
import { subjectOf } from "../audit/auditEvents.ts";
import {
  CrossSiteRequestError,
  DisagreeingCredentialsError,
  NoTokenError,
  UnclearRequestError,
} from "./edgeErrors.ts";
import type { UnreadableRequest } from "./hardenServer.ts";

/** A rejection, and whose. */
interface RejectedRequest {
  readonly failure: RequestFailure;
  /** Absent where the request matches no operation. */
  readonly operationId: string | undefined;
  readonly origin: AuditOrigin;
}

/**
 * Records rejected requests (LOG-01): denied operations and requests that violate the contract. Failed sign-ins are
 * recorded where they fail. Requests for unknown paths are not recorded: they concern no protected resource.
 */
export function auditRejection(audit: Pick<AuditTrail, "record">, facts: RejectedRequest): void {
  const { failure, operationId: operation, origin } = facts;
  const { cause } = failure;
  if (cause instanceof UnclearRequestError) auditUnreadable(audit, { ...origin, code: cause.code });
  if (operation === undefined) return;
  const rejected = classify(failure);
  switch (rejected?.kind) {
    case "denied": {
      const { actor, reason } = rejected;
      const who = actor === undefined ? {} : { who: subjectOf(actor.user), sessionId: actor.id };
      audit.record({ ...origin, ...who, event: "authz_fail", details: { operation, reason } });
      break;
    }
    case "broken":
      audit.record({
        ...origin,
        event: "input_validation_fail",
        details: { operation, code: rejected.code },
      });
      break;
    case undefined:
      break;
  }
}

type RejectionKind =
  | { readonly kind: "denied"; readonly reason: DenialReason; readonly actor?: Session }
  | { readonly kind: "broken"; readonly code: string };

function classify(failure: RequestFailure): RejectionKind | undefined {
  switch (failure.code) {
    case "UNAUTHENTICATED":
      return { kind: "denied", reason: failure.credentialPresented ? "no-active-session" : "no-credential" };
    case "FORBIDDEN":
      return { kind: "denied", reason: "missing-role" };
    case "BODY_MISSING":
    case "BODY_TOO_LARGE":
    case "INVALID_REQUEST":
    case "MALFORMED_BODY":
    case "MIDDLEWARE_REJECTION":
    case "REPEATED_HEADER":
    case "UNSUPPORTED_MEDIA_TYPE":
      return { kind: "broken", code: failure.code };
    case "MALFORMED_PATH":
    case "METHOD_NOT_ALLOWED":
    case "UNKNOWN_PATH":
    case "UPLOAD_SPACE_EXHAUSTED":
      return undefined;
    case "INTERNAL":
      return classifyThrown(failure.cause);
  }
}

function classifyThrown(thrown: unknown): RejectionKind | undefined {
  if (thrown instanceof DisagreeingCredentialsError) return { kind: "broken", code: thrown.code };
  if (thrown instanceof CrossSiteRequestError) return { kind: "denied", reason: "cross-site" };
  if (thrown instanceof NoTokenError) return { kind: "denied", reason: "no-credential" };
  if (!isSessionsError(thrown)) return undefined;
  switch (thrown.code) {
    case "NO_ACTIVE_SESSION":
      return { kind: "denied", reason: "no-active-session" };
    case "NOT_PERMITTED":
      return { kind: "denied", reason: "missing-role", actor: thrown.actor };
    case "PASSWORD_CHANGE_DUE":
      return { kind: "denied", reason: "password-change-due", actor: thrown.actor };
    case "RECENT_AUTHENTICATION_REQUIRED":
      return { kind: "denied", reason: "stale-authentication", actor: thrown.actor };
    case "INVALID_PAGE":
      return { kind: "broken", code: thrown.code };
    default:
      return undefined;
  }
}

/** Records unreadable and ambiguous requests (LOG-01): these are the first sign of request smuggling. */
export function auditUnreadable(
  audit: Pick<AuditTrail, "record">,
  { code, ...origin }: AuditOrigin & Pick<UnreadableRequest, "code">,
): void {
  audit.record({ event: "input_validation_fail", ...origin, details: { code } });
}
