import type { LiveWindow } from "../session/Session.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";

/**
 * Where sessions are kept. A driver must pass `sessionStoreConformance` (`@gatehouse/sessions/testing`).
 *
 * What every method promises:
 * - A record outside the given `LiveWindow` has run out of time: it is not returned, renewed or counted by anything
 *   but `sweep`, which removes it and reports it, so that each is reported once. (A bulk end may remove it unreported.)
 * - Each call is atomic against all others, also of other processes on the same store.
 * - A result that reports the end of a session is final: when the promise is fulfilled, no process accepts that session
 *   again, also after a crash.
 * - A call that cannot keep its promise rejects with `StoreUnavailableError`; a driver never guesses.
 * - Tokens arrive as digests; a driver never sees what a caller sends.
 */
export interface SessionStore {
  /**
   * Keeps a new session under its token digest. Caps hold at every moment, also under parallel calls: the user's
   * longest-idle sessions make room for the cap per user and, when the store is full, for the cap in all. If the
   * user has none to give, a privileged newcomer replaces the longest-idle session of all users
   * (unprivileged ones first), and any other newcomer is rejected with nothing changed.
   */
  create(request: CreateRequest): Promise<CreateResult>;

  /**
   * Finds a live session and moves its last-seen time to `window.nowMs`, never backwards. Never brings back a
   * session that ended, in any order of calls. A driver may keep the new time in memory and write it down
   * only when the written one is at least `writeIntervalMs` old; a crash then loses less than that interval.
   *
   * @returns the session with its new last-seen time, or nothing.
   */
  touch(request: TouchRequest): Promise<SessionRecord | undefined>;

  /**
   * Finds a session and removes it in one step: of many parallel calls exactly one gets it.
   *
   * @returns the session as it was, or nothing when there is none, it ended before, or `userKey` is another's.
   */
  take(request: TakeRequest): Promise<SessionRecord | undefined>;

  /** Live sessions, newest first; a page never skips or repeats a session that lives through the whole listing. */
  list(query: ListQuery): Promise<readonly SessionRecord[]>;

  /** Ends all sessions selected, in one step, in any number; returns how many of them were live. */
  endMany(request: EndManyRequest): Promise<{ readonly ended: number }>;

  /** Removes up to `limit` records that are no longer live, so that the store does not grow. */
  sweep(request: SweepRequest): Promise<SweepResult>;

  /** Writes down what is only in memory and lets go of files and connections. A second call does nothing. */
  close(): Promise<void>;
}

/** What `create` needs. */
export interface CreateRequest {
  /** The SHA-256 of the token, base64url. */
  readonly tokenHash: string;
  readonly record: SessionRecord;
  readonly window: LiveWindow;
  readonly maxPerUser: number;
  readonly maxInAll: number;
  /**
   * The local account that signs in. The session is created only if the account is there, enabled and still of this
   * version: a sign-in whose password was checked before the account was shut out leaves no session (SES-17).
   */
  readonly account?: { readonly id: string; readonly version: number };
  /**
   * The digest of a session of the same user that the new one replaces: it ends in the same step, so that a crash
   * leaves one of the two. It does not count towards the caps, and it is not among the evicted.
   */
  readonly replaces?: string;
}

/**
 * Kept, with the sessions that had to make room; or rejected with nothing changed, because the store is full, the
 * account was changed since its password was checked, or the session to replace is not live.
 */
export type CreateResult =
  | { readonly created: true; readonly evicted: readonly SessionRecord[] }
  | { readonly created: false; readonly reason: "full" | "account-changed" | "replaced-ended" };

/** What `touch` needs. */
export interface TouchRequest {
  readonly tokenHash: string;
  readonly window: LiveWindow;
  readonly writeIntervalMs: number;
}

/** The session to take: by token digest, or by public id and, where only one's own may be taken, the owner. */
export type TakeRequest = { readonly window: LiveWindow } & (
  | { readonly tokenHash: string }
  | { readonly id: string; readonly userKey?: string }
);

/** A position in the listing: the last session of the page before. */
export interface ListPosition {
  readonly createdAtMs: number;
  readonly id: string;
}

/** Which sessions to list; every filter given must hold. */
export interface ListQuery {
  readonly window: LiveWindow;
  /** At least 1. */
  readonly limit: number;
  /** Continue behind this position. */
  readonly after?: ListPosition;
  readonly id?: string;
  readonly userKey?: string;
  readonly username?: string;
  readonly authType?: string;
  readonly clientAddress?: string;
}

/** Which sessions to end: those of one user or all there are; `exceptId` stays. */
export interface EndManyRequest {
  readonly window: LiveWindow;
  readonly userKey?: string;
  readonly exceptId?: string;
}

/** What `sweep` needs. */
export interface SweepRequest {
  readonly window: LiveWindow;
  /** How many records to look at in one go, so that no call blocks for long. */
  readonly limit: number;
}

/** What a sweep did. `expired` are the sessions that ran out of time, for the audit trail; others go without a word. */
export type SweepResult = { readonly expired: readonly SessionRecord[] } & (
  | { /** There may be more to remove; sweep again soon. */ readonly more: true }
  | { readonly more: false /** How many sessions are live now. */; readonly live: number }
);
