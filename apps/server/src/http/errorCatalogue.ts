import type { ErrorCode } from "@gatehouse/api-types";

/** The rejection of a request: an entry of the catalogue, and the facts of this request. */
export interface Rejection {
  readonly name: ErrorName;
  readonly facts?: TextFacts;
  /** For the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** For the header `Allow`. */
  readonly allow?: readonly string[];
  /** Whether a 401 is about a token that was sent; the challenge then reports it (RFC 6750, section 3.1). */
  readonly tokenSent?: boolean;
}

/** The longest fact that is repeated to a caller, in characters. */
const LONGEST_FACT = 64;

/** Facts of a request, by the name of their place in a text. */
type TextFacts = Readonly<Record<string, string>>;

/** The response to one reason for a rejection. */
export interface CatalogueEntry {
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 429 | 431 | 500 | 503;
  /** Absent on 429 and 503: none of the five codes fits. */
  readonly errorCode?: ErrorCode;
  /** The text for people; `{name}` stands for a fact of the request. */
  readonly text: string;
}

/**
 * Every error response of the server, by the name of its example in the document.
 *
 * The catalogue, the examples of `spec/` and `docs/errors.md` are compared by a test.
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
  disagreeingCookie: {
    status: 400,
    errorCode: "BAD_REQUEST",
    text: "The cookie and a token header carry different tokens; send one of them.",
  },
  accountNotAcceptable: { status: 400, errorCode: "BAD_REQUEST", text: "{detail}" },
  weakPassword: { status: 400, errorCode: "BAD_REQUEST", text: "{detail}" },
  repeatedHeader: { status: 400, errorCode: "BAD_REQUEST", text: "The header {header} must be sent once." },
  unreadableRequest: {
    status: 400,
    errorCode: "BAD_REQUEST",
    text: "This cannot be read as a request of HTTP/1.1.",
  },
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
  passwordChangeDue: {
    status: 403,
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    text: "The password has to be changed first. Until then this session may only be looked at and ended.",
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
  crossSiteRequest: {
    status: 403,
    errorCode: "NOT_ENOUGH_PRIVILEGES",
    text: "This request comes from a page of another site.",
  },
  unknownAccount: { status: 404, errorCode: "BAD_REQUEST", text: "There is no account with this id." },
  requestTimeout: { status: 408, errorCode: "BAD_REQUEST", text: "The request did not arrive in time." },
  accountExists: {
    status: 409,
    errorCode: "BAD_REQUEST",
    text: "There is an account of this name already.",
  },
  lastAdministrator: {
    status: 409,
    errorCode: "BAD_REQUEST",
    text: "This is the last enabled account with the role System Administrator. Give the role to another account first.",
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
  chunkExtensionsTooLarge: {
    status: 413,
    errorCode: "BAD_REQUEST",
    text: "The chunks of the body have too large extensions.",
  },
  wrongMediaType: { status: 415, errorCode: "BAD_REQUEST", text: "Send the request body as {mediaTypes}." },
  tooManyAttempts: { status: 429, text: "Too many sign-in attempts; try again later." },
  headersTooLarge: {
    status: 431,
    errorCode: "BAD_REQUEST",
    text: "The target and the headers of the request are too large.",
  },
  internalError: { status: 500, errorCode: "INTERNAL_SERVER_ERROR", text: "Internal server error" },
  logoutFailed: { status: 500, errorCode: "INTERNAL_SERVER_ERROR", text: "Error during logout" },
  serviceUnavailable: { status: 503, text: "The service is not available; try again later." },
} as const satisfies Record<string, CatalogueEntry>;

/** The name of an entry of the catalogue. */
export type ErrorName = keyof typeof errorCatalogue;

/**
 * Fills the `{placeholders}` of a catalogue text.
 *
 * Facts may come from the caller, so they are shortened, and unprintable characters are shown as `?`: a text must not
 * carry line ends or escape sequences into a log or terminal (LOG-04).
 */
export function fillText(text: string, facts: TextFacts): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    return fact === undefined ? place : printable(name === "detail" ? fact.slice(0, 400) : shorten(fact));
  });
}

function shorten(fact: string): string {
  const characters = [...fact];
  return characters.length <= LONGEST_FACT ? fact : `${characters.slice(0, LONGEST_FACT - 1).join("")}…`;
}

function printable(fact: string): string {
  return fact.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, "?");
}
