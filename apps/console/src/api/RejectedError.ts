import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import { GatehouseTransportError, type GatehouseTransportErrorCode } from "@gatehouse/client";

/** Why the server rejected a call: the contract's codes, and the statuses that have none of their own. */
type Reason = ErrorCode | "NOT_FOUND" | "TOO_MANY_ATTEMPTS" | "UNAVAILABLE";

/** Every way in which a call fails. */
export type FailureReason = Reason | GatehouseTransportErrorCode | "UNKNOWN";

/** The facts of a rejection. */
interface RejectionFacts {
  readonly status: number;
  readonly errorCode?: ErrorCode | undefined;
  /** The text of the server, which names the field of a wrong request. */
  readonly message: string;
  readonly transactionId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** The sign-in was too long ago when the call was rejected. @default false */
  readonly needsRecentSignIn?: boolean;
}

/** The server rejected a call. */
export class RejectedError extends Error {
  readonly code = "REJECTED";
  readonly status: number;
  readonly reason: Reason;
  /** Finds the request in the server's log. */
  readonly transactionId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The call would succeed after a sign-in of the last minutes. */
  readonly needsRecentSignIn: boolean;

  constructor(facts: RejectionFacts) {
    const { status, errorCode, message, transactionId, retryAfterSeconds, needsRecentSignIn = false } = facts;
    super(message);
    this.name = "RejectedError";
    this.status = status;
    this.reason = reasonOf(status, errorCode);
    this.transactionId = transactionId;
    this.retryAfterSeconds = retryAfterSeconds;
    this.needsRecentSignIn = needsRecentSignIn;
  }
}

function reasonOf(status: number, errorCode: ErrorCode | undefined): Reason {
  if (status === 404) return "NOT_FOUND";
  if (errorCode !== undefined) return errorCode;
  return status === 429 ? "TOO_MANY_ATTEMPTS" : "UNAVAILABLE";
}

/**
 * The rejection in a response of the contract. A rejection for want of privileges means that the sign-in is too old when
 * it was recent only until a moment that has passed; `recentUntil` is that moment.
 */
export function rejectionOf(
  { status, headers }: Response,
  error: SessionErrorResponse | undefined,
  recentUntil: number | undefined,
): RejectedError {
  const seconds = headers.get("retry-after");
  return new RejectedError({
    status,
    errorCode: error?.errorCode,
    message: error?.error ?? "",
    transactionId: headers.get("x-transaction-id") ?? undefined,
    retryAfterSeconds: seconds === null || Number.isNaN(Number(seconds)) ? undefined : Number(seconds),
    needsRecentSignIn:
      status === 403 &&
      error?.errorCode === "NOT_ENOUGH_PRIVILEGES" &&
      recentUntil !== undefined &&
      error.time >= recentUntil,
  });
}

/** The reason why a call failed, for any value that was thrown. */
export function failureReasonOf(error: unknown): FailureReason {
  if (error instanceof RejectedError) return error.reason;
  return error instanceof GatehouseTransportError ? error.code : "UNKNOWN";
}

/** Whether no response came, so that the same call may succeed later. */
export function isUnreachable(error: unknown): boolean {
  const reason = failureReasonOf(error);
  return reason === "NETWORK" || reason === "TIMEOUT" || reason === "UNEXPECTED_ANSWER";
}
