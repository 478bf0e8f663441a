/** No credentials could be had, although a way to sign in was given. */
export class SignInFailedError extends Error {
  override readonly name = "SignInFailedError";
  readonly code = "SIGN_IN_FAILED";

  constructor(options: ErrorOptions) {
    const reason = options.cause instanceof Error ? options.cause.message : String(options.cause);
    super(`Signing in failed: ${reason}`, options);
  }
}
