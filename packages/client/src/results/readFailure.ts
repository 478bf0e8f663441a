import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import { RETRY_HEADER, TRANSACTION_HEADER } from "../transport/headerNames.ts";
import { errorStatuses } from "./errorStatuses.ts";
import type { Failure, FailureFacts } from "./Failure.ts";

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

/**
 * Reads the contract's error; nothing when code or status are not among those that the call can be refused with.
 *
 * The contract leaves `errorCode` optional, so where it is missing the status tells it.
 */
export function readFailure<Code extends ErrorCode>(
  codes: readonly Code[],
  { status, headers }: Response,
  body: SessionErrorResponse,
): Failure<Code> | undefined {
  const errorCode = body.errorCode ?? codes.find((code) => hasStatus(code, status));
  const candidate: Candidate = {
    status,
    errorCode,
    message: body.error ?? `The request was refused with status ${status}.`,
    transactionId: headers.get(TRANSACTION_HEADER) ?? undefined,
    retryAfterSeconds: errorCode === undefined ? retryAfterSecondsOf(headers) : undefined,
  };
  return isFailure(candidate, codes) ? candidate : undefined;
}
