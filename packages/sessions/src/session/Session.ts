import type { SessionUser } from "./SessionUser.ts";

/** A live session as callers see it; never holds the token (SES-11). Times are Unix milliseconds. */
export interface Session {
  /** The public id: a random UUID that is of no use as a token. */
  readonly id: string;
  readonly user: SessionUser;
  readonly roles: readonly string[];
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  /** When the session ends if it is not used before. */
  readonly idleExpiresAtMs: number;
  /** When the session ends however much it is used. */
  readonly expiresAtMs: number;
  /** When the user last proved who they are. */
  readonly authenticatedAtMs: number;
  /** The address the user signed in from. */
  readonly clientAddress: string;
}
