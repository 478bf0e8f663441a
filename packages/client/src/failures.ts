import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import { type Call, RETRY_HEADER, TRANSACTION_HEADER } from "./call.ts";
import { unexpectedResponse } from "./errors.ts";

/** The outcome of a call that reached the server: its data, or the contract's error. Check `ok` first. */
export type Result<Data, Fault> =
  | { readonly ok: true; readonly data: Data; readonly error?: undefined }
  | { readonly ok: false; readonly data?: undefined; readonly error: Fault };

/** The statuses of each code in the calls of this client; total by type. */
export const errorStatuses = {
  BAD_REQUEST: [400, 404, 405, 413, 415],
  INVALID_CREDENTIALS: [401],
  NOT_ENOUGH_PRIVILEGES: [403],
  INVALID_SESSION_TOKEN: [401],
  INTERNAL_SERVER_ERROR: [500],
} as const satisfies Record<ErrorCode, readonly number[]>;

/** The codes with which each call can fail. A sign-out has no `INVALID_SESSION_TOKEN`: it is done then. */
export const callCodes = {
  signIn: ["BAD_REQUEST", "INVALID_CREDENTIALS", "NOT_ENOUGH_PRIVILEGES", "INTERNAL_SERVER_ERROR"],
  session: ["BAD_REQUEST", "INVALID_SESSION_TOKEN", "INTERNAL_SERVER_ERROR"],
  signOut: ["BAD_REQUEST", "INTERNAL_SERVER_ERROR"],
} as const satisfies Record<string, readonly ErrorCode[]>;

/** The facts of every failure. */
export interface FailureFacts {
  /** The reason, for people; its wording may change. */
  readonly message: string;
  /** Finds the request in the server's log. Missing when a proxy, or the rules of CORS, withhold the header. */
  readonly transactionId: string | undefined;
}

/** The server is busy; the request is right. The contract sends no `errorCode` with these. */
export interface BusyFailure extends FailureFacts {
  readonly status: 429 | 503;
  readonly errorCode: undefined;
  /** Seconds to wait before the same call makes sense again; missing when the response does not say. */
  readonly retryAfterSeconds: number | undefined;
}

/** A failure with one of the contract's codes; the code determines the possible statuses. */
export type CodedFailure<Code extends ErrorCode = ErrorCode> = {
  [C in Code]: FailureFacts & {
    readonly status: (typeof errorStatuses)[C][number];
    readonly errorCode: C;
    readonly retryAfterSeconds?: undefined;
  };
}[Code];

/** Every failure of a call, distinguished by `errorCode` and `status`. */
export type Failure<Code extends ErrorCode = ErrorCode> = CodedFailure<Code> | BusyFailure;

type FailureOf<Name extends keyof typeof callCodes> = Failure<(typeof callCodes)[Name][number]>;

/** Why a sign-in failed. */
export type SignInFailure = FailureOf<"signIn">;
/** Why the session was not shown; `INVALID_SESSION_TOKEN` means that there is none. */
export type SessionFailure = FailureOf<"session">;
/** Why the session may still be live. A session that is already gone is no failure. */
export type SignOutFailure = FailureOf<"signOut">;

interface Candidate extends FailureFacts {
  readonly status: number;
  readonly errorCode: ErrorCode | undefined;
  readonly retryAfterSeconds: number | undefined;
}

function hasStatus(code: ErrorCode, status: number): boolean {
  const statuses: readonly number[] = errorStatuses[code];
  return statuses.includes(status);
}

function isFailure<Code extends ErrorCode>(
  candidate: Candidate,
  codes: readonly Code[],
): candidate is Candidate & Failure<Code> {
  const { errorCode, status } = candidate;
  if (errorCode === undefined) return status === 429 || status === 503;
  return codes.some((code) => code === errorCode) && hasStatus(errorCode, status);
}

/** Whole seconds; the other form of the header, a date, is not in the contract. */
function retryAfterSecondsOf(headers: Headers): number | undefined {
  const value = headers.get(RETRY_HEADER);
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** A response with an error, as openapi-fetch returns it. */
export interface ErrorResponse {
  readonly response: Response;
  readonly error: SessionErrorResponse;
}

/**
 * Makes the result of a call that failed with one of its codes.
 *
 * The contract leaves `errorCode` optional; where it is missing, the status determines it.
 *
 * @throws {GatehouseTransportError} `UNEXPECTED_ANSWER` when the call does not have this code and status.
 */
export function failed<Code extends ErrorCode>(
  call: Call,
  codes: readonly Code[],
  { response, error }: ErrorResponse,
): Result<never, Failure<Code>> {
  const { status, headers } = response;
  const errorCode = error.errorCode ?? codes.find((code) => hasStatus(code, status));
  const candidate: Candidate = {
    status,
    errorCode,
    message: error.error ?? `The request was rejected with status ${status}.`,
    transactionId: headers.get(TRANSACTION_HEADER) ?? undefined,
    retryAfterSeconds: errorCode === undefined ? retryAfterSecondsOf(headers) : undefined,
  };
  if (isFailure(candidate, codes)) return { ok: false, error: candidate };
  throw unexpectedResponse(call, response, {
    text: `${error.errorCode ?? "no errorCode"} (${error.error}), which this call does not have.`,
  });
}
