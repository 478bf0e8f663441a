import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import type { RequestFailure, RequestViolation } from "@gatehouse/express-contract";
import { isSessionsError, type SessionsError } from "@gatehouse/sessions";
import type { AccountError } from "../accounts/accountErrors.ts";
import { isAccountError } from "../accounts/accountErrors.ts";
import { failure } from "./defineOperation.ts";
import {
  CrossSiteRequestError,
  DisagreeingCredentialsError,
  NoTokenError,
  OverloadedError,
  UnclearRequestError,
} from "./edgeErrors.ts";
import {
  type CatalogueEntry,
  type ErrorName,
  errorCatalogue,
  fillText,
  type Rejection,
} from "./errorCatalogue.ts";

/** A rejection as it is sent. */
interface ErrorResponse {
  readonly status: CatalogueEntry["status"];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: SessionErrorResponse;
}

const REALM = 'Bearer realm="gatehouse"';

/** The retry time when the duration is unknown, in seconds. */
const RETRY_LATER_SECONDS = 5;

/** The names of the parameters of a page in requests. */
const pageFields = { limit: "limit", cursor: "after" } as const;

/** A failure, its operation and its time. */
interface FailureFacts {
  readonly failure: RequestFailure;
  /** Absent where no operation was found. */
  readonly operationId: string | undefined;
  /** Unix milliseconds. */
  readonly time: number;
}

/** Rejections that an operation words in its own way. */
const ownWords: Partial<Record<string, Partial<Record<ErrorName, ErrorName>>>> = {
  // The caller must know that the session may still be live, also when only the store is away.
  deleteSession: {
    internalError: "logoutFailed",
    serviceUnavailable: "logoutFailed",
    crossSiteRequest: "noActiveSession",
  },
  // Published without a 403: for its clients, a request that cannot be recognised as theirs has no session.
  getSession: { crossSiteRequest: "noActiveSession" },
  // The caller is signed in and stays so; a 401 would say otherwise.
  changePassword: { invalidCredentials: "currentPasswordWrong" },
  changeBrowserPassword: { invalidCredentials: "currentPasswordWrong" },
  reauthenticate: { invalidCredentials: "currentPasswordWrong" },
  // There is no session yet that could be missing.
  createBrowserSession: { noActiveSession: "crossSiteRequest" },
};

/** Makes the response to a failed request: the only function where errors become HTTP. */
export function toErrorResponse({ failure, operationId = "", time }: FailureFacts): ErrorResponse {
  const described: Rejection = describeFailure(failure) ?? { name: "internalError" };
  const name = ownWords[operationId]?.[described.name];
  return toRejectionResponse(name === undefined ? described : { name }, time);
}

/** Puts a rejection into the envelope. @param time Unix milliseconds */
export function toRejectionResponse(rejection: Rejection, time: number): ErrorResponse {
  const entry: CatalogueEntry = errorCatalogue[rejection.name];
  const errorCode: ErrorCode | undefined = entry.errorCode;
  return {
    status: entry.status,
    headers: rejectionHeaders(rejection, entry.status),
    body: failure(time, { errorCode, text: fillText(entry.text, rejection.facts ?? {}) }),
  };
}

function rejectionHeaders(
  rejection: Rejection,
  status: CatalogueEntry["status"],
): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  // Undefined keeps the router from adding a challenge to what an operation words in its own way.
  const challenge = rejection.tokenSent === true ? `${REALM}, error="invalid_token"` : REALM;
  headers["www-authenticate"] = status === 401 ? challenge : undefined;
  if (rejection.retryAfterSeconds !== undefined) {
    headers["retry-after"] = String(Math.max(1, Math.ceil(rejection.retryAfterSeconds)));
  }
  if (rejection.allow !== undefined) headers.allow = rejection.allow.join(", ");
  return headers;
}

/** Maps each failure of a request to its rejection; `undefined` is an internal error of the server. */
function describeFailure(failure: RequestFailure): Rejection | undefined {
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
function describeInvalidRequest(violations: readonly RequestViolation[]): Rejection {
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

function describeThrown(thrown: unknown): Rejection | undefined {
  if (isSessionsError(thrown)) return describeSessionsError(thrown);
  if (isAccountError(thrown)) return describeAccountError(thrown);
  if (thrown instanceof OverloadedError)
    return { name: "serviceUnavailable", retryAfterSeconds: RETRY_LATER_SECONDS };
  if (thrown instanceof DisagreeingCredentialsError)
    return { name: thrown.other === "header" ? "disagreeingCredentials" : "disagreeingCookie" };
  if (thrown instanceof CrossSiteRequestError) return { name: "crossSiteRequest" };
  if (thrown instanceof NoTokenError) return { name: "noActiveSession", tokenSent: false };
  if (thrown instanceof UnclearRequestError)
    return { name: "invalidRequest", facts: { detail: thrown.message } };
  return undefined;
}

/**
 * Maps each error of the domain to its rejection.
 *
 * @returns nothing for an internal error of the server, whose details the caller must not see
 */
function describeSessionsError(error: SessionsError): Rejection | undefined {
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
    case "PASSWORD_CHANGE_DUE":
      return { name: "passwordChangeDue" };
    case "PASSWORD_NOT_CHANGEABLE":
      return { name: "passwordNotHere" };
    case "PASSWORD_REFUSED":
      return { name: "weakPassword", facts: { detail: error.message } };
    case "ACCOUNT_NOT_KEPT":
    case "INVALID_LIMITS":
      return undefined;
  }
}

/** Maps each error of the administration of accounts to its rejection. */
function describeAccountError(error: AccountError): Rejection | undefined {
  switch (error.code) {
    case "ACCOUNT_EXISTS":
      return { name: "accountExists" };
    case "ACCOUNT_NOT_FOUND":
      return { name: "unknownAccount" };
    case "LAST_ADMINISTRATOR":
      return { name: "lastAdministrator" };
    case "INVALID_ACCOUNT":
      return { name: "accountNotAcceptable", facts: { detail: error.faults.join(" ") } };
    case "HASHING_BUSY":
      return { name: "tooManyAttempts", retryAfterSeconds: error.retryAfterSeconds };
    case "ACCOUNT_UNCHANGED":
      return { name: "serviceUnavailable", retryAfterSeconds: RETRY_LATER_SECONDS };
    case "ACCOUNTS_FILE_UNUSABLE":
    case "IMPORT_INCOMPLETE":
      return undefined;
  }
}

function minutes(seconds: number): string {
  return String(Math.round(seconds / 60));
}
