/** More sign-ins arrive than passwords can be checked; this one was turned away unchecked (OPS-04). */
export class SignInBusyError extends Error {
  readonly code = "SIGN_IN_BUSY";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many sign-ins at once; try again in ${retryAfterSeconds} s.`);
    this.name = "SignInBusyError";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
