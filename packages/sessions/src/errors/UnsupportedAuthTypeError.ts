/** No authenticator is configured for this `authType`. */
export class UnsupportedAuthTypeError extends Error {
  readonly code = "UNSUPPORTED_AUTH_TYPE";
  readonly authType: string;

  constructor(authType: string) {
    super(`Unsupported auth type: ${authType}`);
    this.name = "UnsupportedAuthTypeError";
    this.authType = authType;
  }
}
