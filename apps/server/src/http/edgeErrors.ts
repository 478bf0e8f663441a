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
  /** The other credential, which has a different token. */
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

const unclear = {
  /** RFC 9112, section 3.2: it cannot be said who was meant. */
  INVALID_HOST: "The header Host is missing or is not a host with an optional port.",
  /** RFC 9112, section 6.1: the content of the body is unknown. */
  UNKNOWN_TRANSFER_CODING: "The only transfer coding that is read here is chunked.",
  /** RFC 9112, section 2.3: Node's parser takes 0.9 and 2.0 for 1.1, another reader does not. */
  UNKNOWN_VERSION: "The versions of HTTP that are read here are 1.0 and 1.1.",
} as const;

/** The request could be read, but readers may disagree about what it says. */
export class UnclearRequestError extends Error {
  readonly code: keyof typeof unclear;

  constructor(code: keyof typeof unclear) {
    super(unclear[code]);
    this.name = "UnclearRequestError";
    this.code = code;
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

/** The request has no credentials of a supported scheme: it counts as having none (RFC 9110, section 11.1). */
export class NoTokenError extends Error {
  readonly code = "NO_TOKEN";

  constructor() {
    super("The Authorization header carries credentials of another scheme, and no session token.");
    this.name = "NoTokenError";
  }
}
