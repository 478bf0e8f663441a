import type { ErrorCode } from "@gatehouse/api-types";

/** How one reason of a refusal is answered. */
export interface CatalogueEntry {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 503;
  /** Absent on 429 and 503: none of the five codes fits. */
  readonly errorCode?: ErrorCode;
  /** The text for people; `{name}` stands for a fact of the request. */
  readonly text: string;
}

/**
 * Every refusal and fault that the server answers with, by the name of its example in the document.
 *
 * The catalogue, the examples of `spec/` and `docs/errors.md` are held against each other by a test.
 */
export const errorCatalogue = {
  invalidRequest: { status: 400, errorCode: "BAD_REQUEST", text: "{detail}" },
  malformedJson: { status: 400, errorCode: "BAD_REQUEST", text: "The request body is not valid JSON." },
  unsupportedAuthType: { status: 400, errorCode: "BAD_REQUEST", text: "Unsupported auth type: {authType}" },
  disagreeingCredentials: {
    status: 400,
    errorCode: "BAD_REQUEST",
    text: "x-hm-authorization and Authorization carry different tokens; send one of them.",
  },
  weakPassword: { status: 400, errorCode: "BAD_REQUEST", text: "{detail}" },
  repeatedHeader: { status: 400, errorCode: "BAD_REQUEST", text: "The header {header} must be sent once." },
  invalidCredentials: {
    status: 401,
    errorCode: "INVALID_CREDENTIALS",
    text: "Invalid username or password.",
  },
  noActiveSession: { status: 401, errorCode: "INVALID_SESSION_TOKEN", text: "No active session found" },
  noRole: {
    status: 403,
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    text: "This account has no role on this appliance.",
  },
  notAdministrator: { status: 403, errorCode: "NOT_ENOUGH_PRIVILEGES", text: "This needs the role {role}." },
  recentSignInNeeded: {
    status: 403,
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    text: "This needs a sign-in of the last {minutes} minutes. Sign in again and repeat the call with the new token.",
  },
  currentPasswordWrong: {
    status: 403,
    errorCode: "INVALID_CREDENTIALS",
    text: "The current password is not right.",
  },
  passwordNotHere: {
    status: 403,
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    text: "The password of this account is not kept on this appliance.",
  },
  unknownSession: { status: 404, errorCode: "BAD_REQUEST", text: "There is no live session with this id." },
  unknownPath: { status: 404, errorCode: "BAD_REQUEST", text: "There is nothing at this path." },
  methodNotAllowed: {
    status: 405,
    errorCode: "BAD_REQUEST",
    text: "{method} is not allowed here; use {allow}.",
  },
  bodyTooLarge: {
    status: 413,
    errorCode: "BAD_REQUEST",
    text: "The request body is larger than {limit} bytes.",
  },
  wrongMediaType: { status: 415, errorCode: "BAD_REQUEST", text: "Send the request body as {mediaTypes}." },
  tooManyAttempts: { status: 429, text: "Too many sign-in attempts; try again later." },
  internalError: { status: 500, errorCode: "INTERNAL_SERVER_ERROR", text: "Internal server error" },
  logoutFailed: { status: 500, errorCode: "INTERNAL_SERVER_ERROR", text: "Error during logout" },
  serviceUnavailable: { status: 503, text: "The service is not available; try again later." },
} as const satisfies Record<string, CatalogueEntry>;

/** The name of an entry of the catalogue. */
export type ErrorName = keyof typeof errorCatalogue;
