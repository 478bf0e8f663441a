/**
 * Keeps what a limiter of sign-ins must remember through a restart, so that a restart gives nobody more guesses
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
