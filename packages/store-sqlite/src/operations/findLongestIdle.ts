import type { LiveWindow } from "@gatehouse/sessions";
import { IN_WINDOW, NOT_ENDED } from "../rows/liveCondition.ts";
import { parseRow, ROW_COLUMNS, type SessionRow } from "../rows/parseRow.ts";
import { windowParameters } from "../rows/windowParameters.ts";
import type { StoreContext } from "../StoreContext.ts";
import { withLatestUse } from "./findLive.ts";

/** Rows that a newer release wrote are no sessions here; so many of them may lie before the first that is one. */
const CANDIDATES = 100;

/**
 * The longest-idle live session, unprivileged ones first, by the times written down: it may have been used up to one
 * write interval later than another.
 */
export function findLongestIdle(context: StoreContext, window: LiveWindow): SessionRow | undefined {
  const statement = context.database.prepare(`SELECT ${ROW_COLUMNS} FROM sessions
    WHERE privileged = :privileged AND ${IN_WINDOW} AND ${NOT_ENDED} ORDER BY last_seen_at_ms LIMIT ${CANDIDATES}`);
  const parameters = windowParameters(window);
  for (const privileged of [0, 1]) {
    const rows = statement.all({ ...parameters, privileged });
    const [longestIdle] = rows.flatMap((row) => parseRow(row) ?? []);
    if (longestIdle !== undefined) return withLatestUse(context, longestIdle);
  }
  return undefined;
}
