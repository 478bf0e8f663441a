import type { SessionUser } from "./SessionUser.ts";

/** The facts for the choice; the costly ones are functions, called only when they matter. */
export interface EvictionContext<Entry> {
  readonly newcomer: Pick<SessionRecord, "privileged">;
  /** The live sessions of the newcomer's user, longest idle first. */
  readonly own: readonly Entry[];
  readonly maxPerUser: number;
  /** Whether as many sessions live as there may be in all. */
  isFull(): boolean;
  /** The longest-idle live session in all, unprivileged ones first. */
  longestIdleInAll(): Entry | undefined;
}

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
  /** Whether it was opened with a password that has to be changed: until then it may do nothing else. @default false */
  readonly passwordChangeDue?: boolean;
}

/** Orders sessions longest idle first; of equals the oldest. */
export function compareIdleness(a: SessionRecord, b: SessionRecord): number {
  return a.lastSeenAtMs - b.lastSeenAtMs || a.createdAtMs - b.createdAtMs;
}

/**
 * Which sessions make room for a newcomer (SES-12, SES-13). One free session is enough for the cap in all: a newcomer whose
 * own session leaves does not add to it.
 *
 * @returns the sessions to end, possibly none; `undefined` when the newcomer must be rejected.
 */
export function chooseEvicted<Entry>(context: EvictionContext<Entry>): readonly Entry[] | undefined {
  const overUserCap = Math.max(0, context.own.length - context.maxPerUser + 1);
  if (overUserCap > 0) return context.own.slice(0, overUserCap);
  if (!context.isFull()) return [];
  if (context.own.length > 0) return context.own.slice(0, 1);
  if (!context.newcomer.privileged) return undefined;
  const evicted = context.longestIdleInAll();
  return evicted === undefined ? undefined : [evicted];
}
