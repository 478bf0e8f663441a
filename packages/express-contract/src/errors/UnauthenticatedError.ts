import { RequestRefusedError } from "./RequestRefusedError.ts";

/** No security alternative of the operation is met (RFC 9110, 15.5.2). */
export class UnauthenticatedError extends RequestRefusedError {
  override readonly code = "UNAUTHENTICATED";
  override readonly status = 401;
  /** Whether the request carried any credential; without one, a challenge tells no more than the scheme. */
  readonly credentialPresented: boolean;

  constructor(challenges: readonly string[], credentialPresented: boolean) {
    super(
      credentialPresented
        ? "The credentials of the request are not accepted."
        : "This operation requires credentials; the request has none.",
      { challenges },
    );
    this.credentialPresented = credentialPresented;
  }
}
