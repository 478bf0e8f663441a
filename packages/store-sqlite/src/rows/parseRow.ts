import type { SessionRecord } from "@gatehouse/sessions";
import { parseFacts } from "./parseFacts.ts";

/** The columns every query of sessions returns. */
export const ROW_COLUMNS = "token_hash, last_seen_at_ms, facts";

/** A session as it lies in the file. */
export interface SessionRow {
  readonly tokenHash: string;
  /** With the last-seen time as it was written down. */
  readonly record: SessionRecord;
}

/** The row as a session; nothing when its facts cannot be read. */
export function parseRow(row: Record<string, unknown>): SessionRow | undefined {
  const facts = parseFacts(String(row.facts));
  if (facts === undefined) return undefined;
  const lastSeenAtMs = Number(row.last_seen_at_ms);
  return { tokenHash: String(row.token_hash), record: { ...facts, lastSeenAtMs } };
}
