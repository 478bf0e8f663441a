import type { Rejection, RequestFailure } from "../errors.ts";
import { InternalError, RequestRejectedError } from "../errors.ts";

/** Names anything thrown: refusals stay what they are, the rest is a fault with the thing as its cause. */
export function toFailure(error: unknown): RequestFailure {
  if (error instanceof InternalError) return error;
  return error instanceof RequestRejectedError ? (error as Rejection) : new InternalError(error);
}
