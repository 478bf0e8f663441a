/** The provider behind an `authType` did not answer; this is not a wrong password (AUT-14). */
export class AuthenticatorUnavailableError extends Error {
  readonly code = "AUTHENTICATOR_UNAVAILABLE";
  readonly authType: string;

  constructor(authType: string, options: { readonly cause: unknown }) {
    super(`Sign-in by ${authType} is not available at the moment.`, options);
    this.name = "AuthenticatorUnavailableError";
    this.authType = authType;
  }
}
