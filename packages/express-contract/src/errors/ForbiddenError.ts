import { RequestRefusedError } from "./RequestRefusedError.ts";

/** The credentials are good, and do not give the right to this operation (RFC 9110, 15.5.4). */
export class ForbiddenError extends RequestRefusedError {
  override readonly code = "FORBIDDEN";
  override readonly status = 403;
  /** What the security handler gave as the reason, for logs. */
  readonly reason: string | undefined;

  constructor(reason?: string) {
    super("The credentials of the request do not give the right to this operation.");
    this.reason = reason;
  }
}
