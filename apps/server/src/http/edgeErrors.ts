/** The process is overloaded and accepts nothing new (failure 25). */
export class OverloadedError extends Error {
  readonly code = "OVERLOADED";

  constructor() {
    super("The server has more to do than it can; try again later.");
    this.name = "OverloadedError";
  }
}

/** The request carries two session tokens that are not the same; it cannot be said who is asking (NET-11). */
export class DisagreeingCredentialsError extends Error {
  readonly code = "DISAGREEING_CREDENTIALS";

  constructor() {
    super("x-hm-authorization and Authorization carry different tokens.");
    this.name = "DisagreeingCredentialsError";
  }
}

/** The header `Host` is missing or is no host (RFC 9112, section 3.2); it cannot be said who was meant. */
export class InvalidHostError extends Error {
  readonly code = "INVALID_HOST";

  constructor() {
    super("The header Host is missing or is not a host with an optional port.");
    this.name = "InvalidHostError";
  }
}

/** The request carries credentials, but none of a scheme of ours: for us it has none (RFC 9110, section 11.1). */
export class NoTokenError extends Error {
  readonly code = "NO_TOKEN";

  constructor() {
    super("The Authorization header carries credentials of another scheme, and no session token.");
    this.name = "NoTokenError";
  }
}
