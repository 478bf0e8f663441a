import type { Renewal } from "../writer/Command.ts";

/** Last-seen times that are not written down yet, by token digest. */
export interface Renewals {
  /** The later of the time written down and the time remembered. */
  latest(tokenHash: string, writtenMs: number): number;
  /** Remembers a time that was not written. */
  remember(tokenHash: string, times: RenewalTimes, isDue: boolean): void;
  forget(tokenHash: string): void;
  /** The time is in the file now; a later one that was remembered since is not. */
  written(renewal: Renewal): void;
  of(tokenHashes: readonly string[]): readonly Renewal[];
  /** Those whose written time is at or before the moment given. */
  writtenUntil(momentMs: number): readonly Renewal[];
  /** Those that are to be written now. */
  due(): readonly Renewal[];
}

/** One remembered time and the one in the file. */
export interface RenewalTimes {
  readonly lastSeenAtMs: number;
  readonly writtenMs: number;
}

interface Remembered extends RenewalTimes {
  /** When the first time was remembered since the last one was written. */
  readonly sinceMs: number;
}

/**
 * Nothing remembered. Times that are being written are kept apart, so that all others are about as old as their written
 * times: those written before a moment are then at the front, and nobody has to look through all of them.
 */
export function createRenewals(): Renewals {
  const waiting = new Map<string, Remembered>();
  const due = new Map<string, Remembered>();
  const find = (tokenHash: string) => due.get(tokenHash) ?? waiting.get(tokenHash);
  let longestMs = 0;

  function forget(tokenHash: string): void {
    due.delete(tokenHash);
    waiting.delete(tokenHash);
  }

  return {
    latest: (tokenHash, writtenMs) => Math.max(writtenMs, find(tokenHash)?.lastSeenAtMs ?? writtenMs),
    remember(tokenHash, times, isDue) {
      const sinceMs = find(tokenHash)?.sinceMs ?? times.lastSeenAtMs;
      if (isDue || due.has(tokenHash)) {
        waiting.delete(tokenHash);
        due.set(tokenHash, { ...times, sinceMs });
        return;
      }
      longestMs = Math.max(longestMs, sinceMs - times.writtenMs);
      waiting.set(tokenHash, { ...times, sinceMs });
    },
    forget,
    written([tokenHash, writtenMs]) {
      const remembered = find(tokenHash);
      if (remembered === undefined) return;
      forget(tokenHash);
      const { lastSeenAtMs } = remembered;
      if (lastSeenAtMs > writtenMs)
        waiting.set(tokenHash, { lastSeenAtMs, writtenMs, sinceMs: lastSeenAtMs });
    },
    of: (tokenHashes) =>
      tokenHashes.flatMap((tokenHash): Renewal[] => {
        const remembered = find(tokenHash);
        return remembered === undefined ? [] : [[tokenHash, remembered.lastSeenAtMs]];
      }),
    writtenUntil(momentMs) {
      const found = [...due];
      for (const entry of waiting) {
        if (entry[1].sinceMs - longestMs > momentMs) break;
        found.push(entry);
      }
      return found
        .filter(([, { writtenMs }]) => writtenMs <= momentMs)
        .map(([tokenHash, { lastSeenAtMs }]) => [tokenHash, lastSeenAtMs]);
    },
    due: () => [...due].map(([tokenHash, { lastSeenAtMs }]) => [tokenHash, lastSeenAtMs]),
  };
}
