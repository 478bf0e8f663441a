import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import { unexpectedAnswer } from "../errors/unexpectedAnswer.ts";
import type { Call } from "../transport/Call.ts";
import type { Failure } from "./Failure.ts";
import type { Result } from "./Result.ts";
import { readFailure } from "./readFailure.ts";

/** A refused call, as openapi-fetch hands it over. */
export interface RefusedAnswer {
  readonly response: Response;
  readonly error: SessionErrorResponse;
}

/**
 * Makes the result of a refused call.
 *
 * @throws {GatehouseTransportError} `UNEXPECTED_ANSWER` when the call cannot be refused with this code and status.
 */
export function failed<Code extends ErrorCode>(
  call: Call,
  codes: readonly Code[],
  { response, error }: RefusedAnswer,
): Result<never, Failure<Code>> {
  const failure = readFailure(codes, response, error);
  if (failure) return { ok: false, error: failure };
  const code = error.errorCode ?? "no errorCode";
  throw unexpectedAnswer(call, response, {
    text: `${code} (${error.error}), which this call does not have.`,
  });
}
