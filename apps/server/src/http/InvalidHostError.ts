/** The header `Host` is missing or is no host (RFC 9112, section 3.2); it cannot be said who was meant. */
export class InvalidHostError extends Error {
  readonly code = "INVALID_HOST";

  constructor() {
    super("The header Host is missing or is not a host with an optional port.");
    this.name = "InvalidHostError";
  }
}
