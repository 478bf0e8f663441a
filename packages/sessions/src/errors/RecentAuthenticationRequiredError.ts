import type { Session } from "../session/Session.ts";

/** The session is live, but the sign-in is too long ago for a sensitive call (SES-19). */
export class RecentAuthenticationRequiredError extends Error {
  readonly code = "RECENT_AUTHENTICATION_REQUIRED";
  readonly actor: Session;
  readonly recentAuthenticationSeconds: number;

  constructor(actor: Session, recentAuthenticationSeconds: number) {
    super(
      `This needs a sign-in within the last ${recentAuthenticationSeconds} s. Sign in again and repeat the call with the new token.`,
    );
    this.name = "RecentAuthenticationRequiredError";
    this.actor = actor;
    this.recentAuthenticationSeconds = recentAuthenticationSeconds;
  }
}
