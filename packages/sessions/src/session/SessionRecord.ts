import type { SessionUser } from "./SessionUser.ts";

/** A session as a store keeps it: facts only, nothing that depends on the configured limits. Times are Unix milliseconds. */
export interface SessionRecord {
  /** The public id: a random UUID that is of no use as a token. */
  readonly id: string;
  /** What caps, lists and bulk ends go by: one value per person, see `userKeyOf`. */
  readonly userKey: string;
  /** Whether the user may enter when the store is full, and is evicted last. */
  readonly privileged: boolean;
  readonly user: SessionUser;
  readonly roles: readonly string[];
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  /** When the user last proved who they are. */
  readonly authenticatedAtMs: number;
  readonly clientAddress: string;
}
