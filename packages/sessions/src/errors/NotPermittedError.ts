import type { Session } from "../session/Session.ts";

/** The session is live, but its user may not do this. */
export class NotPermittedError extends Error {
  readonly code = "NOT_PERMITTED";
  readonly actor: Session;
  /** The role that it takes. */
  readonly neededRole: string;

  constructor(actor: Session, neededRole: string) {
    super(`This needs the role ${neededRole}.`);
    this.name = "NotPermittedError";
    this.actor = actor;
    this.neededRole = neededRole;
  }
}
