/** The token opens no live session: unknown, malformed, expired and revoked are the same (SES-10). */
export class NoActiveSessionError extends Error {
  readonly code = "NO_ACTIVE_SESSION";

  constructor() {
    super("No active session found");
    this.name = "NoActiveSessionError";
  }
}
