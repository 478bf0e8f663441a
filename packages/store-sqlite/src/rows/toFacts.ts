import type { SessionRecord } from "@gatehouse/sessions";

/** The version of the facts text. Text of another version is no session (OPS-05). */
export const FACTS_VERSION = 1;

/** The record as text, less the last-seen time, which has a column of its own because it changes. */
export function toFacts({ lastSeenAtMs: _, ...facts }: SessionRecord): string {
  return JSON.stringify({ version: FACTS_VERSION, ...facts });
}
