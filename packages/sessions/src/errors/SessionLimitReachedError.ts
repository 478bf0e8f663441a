import type { SessionUser } from "../session/SessionUser.ts";

/** As many sessions live as there may be, and none of this user can make room (SES-13). */
export class SessionLimitReachedError extends Error {
  readonly code = "SESSION_LIMIT_REACHED";
  readonly user: SessionUser;
  readonly maxInAll: number;

  constructor(user: SessionUser, maxInAll: number) {
    super("As many sessions are open as this server allows; try again later.");
    this.name = "SessionLimitReachedError";
    this.user = user;
    this.maxInAll = maxInAll;
  }
}
