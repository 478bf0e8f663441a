import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";

/** The version of the answers' form. */
const VERSION = "1.0";

/** The part of the envelope that every success has. */
export interface SuccessEnvelope {
  readonly success: true;
  readonly completed: true;
  /** Unix milliseconds. */
  readonly time: number;
  readonly version: typeof VERSION;
}

/** Begins a success answer. @param time Unix milliseconds */
export function success(time: number): SuccessEnvelope {
  return { success: true, completed: true, time, version: VERSION };
}

/** Makes the body of a refusal or fault. */
export function failure(
  time: number,
  refusal: { errorCode: ErrorCode | undefined; text: string },
): SessionErrorResponse {
  const { errorCode, text } = refusal;
  return {
    success: false,
    completed: false,
    time,
    version: VERSION,
    ...(errorCode === undefined ? {} : { errorCode }),
    error: text,
  };
}
