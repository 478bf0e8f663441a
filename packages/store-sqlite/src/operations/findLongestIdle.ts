import type { LiveWindow } from "@gatehouse/sessions";
import { IN_WINDOW, NOT_ENDED } from "../rows/liveCondition.ts";
import { parseRow, ROW_COLUMNS, type SessionRow } from "../rows/parseRow.ts";
import { windowParameters } from "../rows/windowParameters.ts";
import type { StoreContext } from "../StoreContext.ts";
import { withLatestUse } from "./findLive.ts";

/**
 * The longest-idle live session, unprivileged ones first, by the times written down: it may have been used up to one
 * write interval later than another.
 */
export function findLongestIdle(context: StoreContext, window: LiveWindow): SessionRow | undefined {
  const statement = context.database.prepare(`SELECT ${ROW_COLUMNS} FROM sessions
    WHERE privileged = :privileged AND ${IN_WINDOW} AND ${NOT_ENDED} ORDER BY last_seen_at_ms LIMIT 1`);
  const parameters = windowParameters(window);
  const found =
    statement.get({ ...parameters, privileged: 0 }) ?? statement.get({ ...parameters, privileged: 1 });
  const row = found === undefined ? undefined : parseRow(found);
  return row === undefined ? undefined : withLatestUse(context, row);
}
