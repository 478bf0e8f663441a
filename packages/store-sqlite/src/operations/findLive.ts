import { isLive, type LiveWindow } from "@gatehouse/sessions";
import type { SessionRow } from "../rows/parseRow.ts";
import type { StoreContext } from "../StoreContext.ts";

/** The row with the latest last-seen time this process knows. */
export function withLatestUse(context: StoreContext, row: SessionRow): SessionRow {
  const writtenMs = row.record.lastSeenAtMs;
  const lastSeenAtMs = context.renewals.latest(row.tokenHash, writtenMs);
  return lastSeenAtMs === writtenMs ? row : { ...row, record: { ...row.record, lastSeenAtMs } };
}

/** The row, if it is live and was not to be ended before. */
export function onlyLive(
  context: StoreContext,
  row: SessionRow | undefined,
  window: LiveWindow,
): SessionRow | undefined {
  if (row === undefined) return undefined;
  const latest = withLatestUse(context, row);
  return isLive(latest.record, window) ? latest : undefined;
}
