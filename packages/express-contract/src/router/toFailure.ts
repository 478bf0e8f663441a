import { InternalError } from "../errors/InternalError.ts";
import type { Refusal, RequestFailure } from "../errors/RequestFailure.ts";
import { RequestRefusedError } from "../errors/RequestRefusedError.ts";

/** Names anything thrown: refusals stay what they are, the rest is a fault with the thing as its cause. */
export function toFailure(error: unknown): RequestFailure {
  if (error instanceof InternalError) return error;
  return error instanceof RequestRefusedError ? (error as Refusal) : new InternalError(error);
}
