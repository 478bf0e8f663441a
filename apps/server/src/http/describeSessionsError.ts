import type { SessionsError } from "@gatehouse/sessions";
import type { Refusal } from "./Refusal.ts";

/** How long to wait when nothing says how long it will take, in seconds. */
export const RETRY_LATER_SECONDS = 5;

/**
 * Says how each error of the domain is answered.
 *
 * @returns nothing for what is a fault of the server and no business of the caller
 */
export function describeSessionsError(error: SessionsError): Refusal | undefined {
  switch (error.code) {
    case "CREDENTIALS_REJECTED":
      return { name: "invalidCredentials" };
    case "NO_ACTIVE_SESSION":
      return { name: "noActiveSession", tokenSent: true };
    case "NO_ROLE_MAPPED":
      return { name: "noRole" };
    case "UNSUPPORTED_AUTH_TYPE":
      return { name: "unsupportedAuthType", facts: { authType: error.authType } };
    case "MALFORMED_CREDENTIALS":
      return { name: "invalidRequest", facts: { detail: `/${error.field}: ${error.message}` } };
    case "TOO_MANY_ATTEMPTS":
    case "SIGN_IN_BUSY":
      return { name: "tooManyAttempts", retryAfterSeconds: error.retryAfterSeconds };
    case "AUTHENTICATOR_UNAVAILABLE":
    case "SESSION_LIMIT_REACHED":
    case "SIGN_INS_CLOSED":
    case "STORE_UNAVAILABLE":
      return { name: "serviceUnavailable", retryAfterSeconds: RETRY_LATER_SECONDS };
    case "INVALID_LIMITS":
    case "INVALID_PAGE":
    case "NOT_PERMITTED":
    case "PASSWORD_NOT_CHANGEABLE":
    case "PASSWORD_REFUSED":
    case "RECENT_AUTHENTICATION_REQUIRED":
    case "SESSION_NOT_FOUND":
      return undefined;
  }
}
