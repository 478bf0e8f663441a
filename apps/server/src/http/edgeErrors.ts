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
  /** What the token disagrees with. */
  readonly other: "header" | "cookie";

  constructor(other: "header" | "cookie") {
    super(
      other === "header"
        ? "x-hm-authorization and Authorization carry different tokens."
        : "The cookie and a token header carry different tokens.",
    );
    this.name = "DisagreeingCredentialsError";
    this.other = other;
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

/** The request does not come from a page of this server, so that the cookie does not count (NET-18). */
export class CrossSiteRequestError extends Error {
  readonly code = "CROSS_SITE_REQUEST";

  constructor() {
    super("The request does not come from a page of this server.");
    this.name = "CrossSiteRequestError";
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
