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
    case "INVALID_PAGE":
      return { name: "invalidRequest", facts: { detail: `/${pageFields[error.field]}: ${error.message}` } };
    case "NOT_PERMITTED":
      return { name: "notAdministrator", facts: { role: error.neededRole } };
    case "RECENT_AUTHENTICATION_REQUIRED":
      return { name: "recentSignInNeeded", facts: { minutes: minutes(error.recentAuthenticationSeconds) } };
    case "SESSION_NOT_FOUND":
      return { name: "unknownSession" };
    case "PASSWORD_NOT_CHANGEABLE":
      return { name: "passwordNotHere" };
    case "PASSWORD_REFUSED":
      return { name: "weakPassword", facts: { detail: error.message } };
    case "ACCOUNT_NOT_KEPT":
    case "INVALID_LIMITS":
      return undefined;
  }
}

/** What the parameters of a page are called on the wire. */
const pageFields = { limit: "limit", cursor: "after" } as const;

function minutes(seconds: number): string {
  return String(Math.round(seconds / 60));
}
