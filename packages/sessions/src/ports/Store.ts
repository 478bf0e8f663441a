import type { AccountStore } from "./AccountStore.ts";
import type { SessionStore } from "./SessionStore.ts";

/**
 * Keeps what a limiter of sign-ins must remember through a restart, so that a restart allows no further guesses
 * (AUT-07). Losing the last second in a crash is allowed; a flush of the disk for each attempt is not asked for.
 */
export interface AttemptStore {
  /** The secret that keys are made with; made with the store and never changed. 32 bytes. */
  secret(): Promise<Uint8Array>;
  /** Everything that was saved, in no particular order. */
  load(): Promise<readonly AttemptEntry[]>;
  /** Adds or replaces entries by kind and key, and removes those with a count of 0. */
  save(entries: readonly AttemptEntry[]): Promise<void>;
}

/** One count of a limiter. */
export interface AttemptEntry {
  /** What is counted; names belong to the limiter. */
  readonly kind: string;
  readonly key: string;
  readonly count: number;
  /** When the entry is forgotten, Unix milliseconds. */
  readonly untilMs: number;
}

/** The maintenance switch "no new sign-ins". Live sessions continue. */
export interface SignInSwitch {
  /** Whether new sign-ins are disabled. */
  isClosed(): Promise<boolean>;
  /** Disables or enables sign-ins; kept across restarts by drivers that keep anything. */
  setClosed(closed: boolean): Promise<void>;
}

/**
 * Everything that belongs together in one place, so that an administrative act and the end of its sessions are one
 * durable step (SES-23). A driver must pass `sessionStoreConformance` (`@gatehouse/sessions/testing`).
 */
export interface Store extends SessionStore {
  readonly accounts: AccountStore;
  readonly attempts: AttemptStore;
  readonly signInSwitch: SignInSwitch;
}
