import type { AuditEvent } from "./AuditEvent.ts";

/** Writes down who did what, from where, and how it came out. */
export interface AuditTrail {
  /** Takes an event; never waits and never throws (LOG-05). */
  record(event: AuditEvent): void;
  /** Resolves when everything recorded so far is written, or when the time is up. */
  flush(longestMilliseconds: number): Promise<void>;
  /** Writes what waits and lets go of the file, within the time given. */
  close(longestMilliseconds: number): Promise<void>;
  /** How many bytes wait to be written. */
  queuedBytes(): number;
  /** How many events were lost so far because the sink stood still. */
  lostEvents(): number;
}
