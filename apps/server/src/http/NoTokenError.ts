/** The request carries credentials, but none of a scheme of ours: for us it has none (RFC 9110, section 11.1). */
export class NoTokenError extends Error {
  readonly code = "NO_TOKEN";

  constructor() {
    super("The Authorization header carries credentials of another scheme, and no session token.");
    this.name = "NoTokenError";
  }
}
