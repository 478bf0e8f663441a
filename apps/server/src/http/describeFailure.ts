import type { RequestFailure, RequestViolation } from "@gatehouse/express-contract";
import { isSessionsError } from "@gatehouse/sessions";
import { DisagreeingCredentialsError } from "./DisagreeingCredentialsError.ts";
import { describeSessionsError, RETRY_LATER_SECONDS } from "./describeSessionsError.ts";
import { InvalidHostError } from "./InvalidHostError.ts";
import { NoTokenError } from "./NoTokenError.ts";
import { OverloadedError } from "./OverloadedError.ts";
import type { Refusal } from "./Refusal.ts";

/** Says how each failure of a request is answered; `undefined` is a fault of the server. */
export function describeFailure(failure: RequestFailure): Refusal | undefined {
  switch (failure.code) {
    case "INVALID_REQUEST":
      return describeInvalidRequest(failure.violations);
    case "BODY_MISSING":
    case "MALFORMED_PATH":
    case "MIDDLEWARE_REJECTION":
      return { name: "invalidRequest", facts: { detail: failure.message } };
    case "FORBIDDEN":
      return { name: "noRole" };
    case "MALFORMED_BODY":
      return { name: "malformedJson" };
    case "REPEATED_HEADER":
      return { name: "repeatedHeader", facts: { header: failure.header } };
    case "UNAUTHENTICATED":
      return { name: "noActiveSession", tokenSent: failure.credentialPresented };
    case "UNKNOWN_PATH":
      return { name: "unknownPath" };
    case "METHOD_NOT_ALLOWED":
      return {
        name: "methodNotAllowed",
        facts: { method: failure.method, allow: failure.allow.join(", ") },
        allow: failure.allow,
      };
    case "BODY_TOO_LARGE":
      return { name: "bodyTooLarge", facts: { limit: String(failure.limitBytes) } };
    case "UPLOAD_SPACE_EXHAUSTED":
      return { name: "serviceUnavailable", retryAfterSeconds: RETRY_LATER_SECONDS };
    case "UNSUPPORTED_MEDIA_TYPE":
      return { name: "wrongMediaType", facts: { mediaTypes: failure.mediaTypes.join(", ") } };
    case "INTERNAL":
      return describeThrown(failure.cause);
  }
}

/** An authentication type outside the document has a published text of its own; all else names the place. */
function describeInvalidRequest(violations: readonly RequestViolation[]): Refusal {
  const authType = violations.find(
    ({ pointer, actual }) => pointer === "/authType" && typeof actual === "string",
  );
  if (authType !== undefined)
    return { name: "unsupportedAuthType", facts: { authType: String(authType.actual) } };
  const detail = violations.map(describeDetail).join("; ");
  return { name: "invalidRequest", facts: { detail } };
}

function describeDetail({ pointer, keyword, message }: RequestViolation): string {
  return keyword === "required" ? `${pointer} is required.` : `${pointer} ${message}`.trim();
}

function describeThrown(thrown: unknown): Refusal | undefined {
  if (isSessionsError(thrown)) return describeSessionsError(thrown);
  if (thrown instanceof OverloadedError)
    return { name: "serviceUnavailable", retryAfterSeconds: RETRY_LATER_SECONDS };
  if (thrown instanceof DisagreeingCredentialsError) return { name: "disagreeingCredentials" };
  if (thrown instanceof NoTokenError) return { name: "noActiveSession", tokenSent: false };
  if (thrown instanceof InvalidHostError)
    return { name: "invalidRequest", facts: { detail: thrown.message } };
  return undefined;
}
