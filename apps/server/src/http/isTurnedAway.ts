import { isSessionsError } from "@gatehouse/sessions";
import { OverloadedError } from "./OverloadedError.ts";

/**
 * Whether a request was turned away on purpose: the door for sign-ins is closed, or the process is at the end of its
 * strength. Either is told of once when it begins, so that a crowd of callers does not fill the log.
 */
export function isTurnedAway(error: unknown): boolean {
  if (error instanceof OverloadedError) return true;
  return isSessionsError(error) && error.code === "SIGN_INS_CLOSED";
}
