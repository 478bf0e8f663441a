/** Last-seen times that are not written down yet, by token digest. */
export interface Renewals {
  /** The later of the time written down and the time remembered. */
  latest(tokenHash: string, writtenMs: number): number;
  /** Remembers a time that was not written. */
  remember(tokenHash: string, times: RenewalTimes): void;
  forget(tokenHash: string): void;
  /** Those whose written time is at or before the moment given. */
  writtenUntil(momentMs: number): [tokenHash: string, lastSeenAtMs: number][];
  /** Leaves the file alone until the moment given, because it took no write just now. */
  pauseUntil(momentMs: number): void;
  mayWrite(nowMs: number): boolean;
}

/** One remembered time and the one in the file. */
export interface RenewalTimes {
  readonly lastSeenAtMs: number;
  readonly writtenMs: number;
}

/** Nothing remembered. */
export function createRenewals(): Renewals {
  const byHash = new Map<string, RenewalTimes>();
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    latest: (tokenHash, writtenMs) => Math.max(writtenMs, byHash.get(tokenHash)?.lastSeenAtMs ?? writtenMs),
    remember: (tokenHash, times) => void byHash.set(tokenHash, times),
    forget: (tokenHash) => void byHash.delete(tokenHash),
    writtenUntil: (momentMs) =>
      [...byHash]
        .filter(([, times]) => times.writtenMs <= momentMs)
        .map(([tokenHash, times]) => [tokenHash, times.lastSeenAtMs]),
    pauseUntil(momentMs) {
      pausedUntilMs = momentMs;
    },
    mayWrite: (nowMs) => nowMs >= pausedUntilMs,
  };
}
