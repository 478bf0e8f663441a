/** The request carries two session tokens that are not the same; it cannot be said who is asking (NET-11). */
export class DisagreeingCredentialsError extends Error {
  readonly code = "DISAGREEING_CREDENTIALS";

  constructor() {
    super("x-hm-authorization and Authorization carry different tokens.");
    this.name = "DisagreeingCredentialsError";
  }
}
