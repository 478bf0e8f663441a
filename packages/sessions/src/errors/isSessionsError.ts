import type { SessionsError, SessionsErrorCode } from "./SessionsError.ts";

/** Total by type: a code that is missing here does not compile. */
const codes: Record<SessionsErrorCode, true> = {
  ACCOUNT_NOT_KEPT: true,
  AUTHENTICATOR_UNAVAILABLE: true,
  CREDENTIALS_REJECTED: true,
  INVALID_LIMITS: true,
  INVALID_PAGE: true,
  MALFORMED_CREDENTIALS: true,
  NOT_PERMITTED: true,
  NO_ACTIVE_SESSION: true,
  NO_ROLE_MAPPED: true,
  PASSWORD_CHANGE_DUE: true,
  PASSWORD_NOT_CHANGEABLE: true,
  PASSWORD_REFUSED: true,
  RECENT_AUTHENTICATION_REQUIRED: true,
  SESSION_LIMIT_REACHED: true,
  SESSION_NOT_FOUND: true,
  SIGN_INS_CLOSED: true,
  SIGN_IN_BUSY: true,
  STORE_UNAVAILABLE: true,
  TOO_MANY_ATTEMPTS: true,
  UNSUPPORTED_AUTH_TYPE: true,
};

/** Whether a caught value is an error of this package. */
export function isSessionsError(value: unknown): value is SessionsError {
  return (
    value instanceof Error &&
    "code" in value &&
    typeof value.code === "string" &&
    Object.hasOwn(codes, value.code)
  );
}
