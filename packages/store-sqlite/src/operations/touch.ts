import { isLive, type SessionRecord, type TouchRequest } from "@gatehouse/sessions";
import type { SessionRow } from "../rows/parseRow.ts";
import type { StoreContext } from "../StoreContext.ts";

/** How long renewals stay in memory after the file took no write, so that not every check waits for it. */
const PAUSE_MS = 5000;

/** See `SessionStore.touch`. The way of every authenticated call, so it reads memory where that is safe. */
export function touch(context: StoreContext, request: TouchRequest): SessionRecord | undefined {
  const { tokenHash, window } = request;
  const row = context.denied.has(tokenHash) ? undefined : find(context, tokenHash, window.nowMs);
  if (row === undefined || context.shutOut.has(row.record.userKey)) return undefined;
  const writtenMs = row.record.lastSeenAtMs;
  const knownMs = context.renewals.latest(tokenHash, writtenMs);
  if (!isLive({ ...row.record, lastSeenAtMs: knownMs }, window)) return undefined;

  const lastSeenAtMs = Math.max(knownMs, window.nowMs);
  const isDue = lastSeenAtMs - writtenMs >= request.writeIntervalMs;
  if (isDue && context.renewals.mayWrite(window.nowMs)) {
    if (!writeDown(context, tokenHash, { lastSeenAtMs, writtenMs })) return undefined;
  } else if (lastSeenAtMs > knownMs) {
    context.renewals.remember(tokenHash, { lastSeenAtMs, writtenMs });
  }
  return { ...row.record, lastSeenAtMs };
}

function find(context: StoreContext, tokenHash: string, nowMs: number): SessionRow | undefined {
  const cached = context.cache.get(tokenHash, nowMs);
  if (cached !== undefined) return cached;
  const row = context.table.find(tokenHash);
  if (row === undefined) context.renewals.forget(tokenHash);
  else context.cache.put(row);
  return row;
}

/**
 * Writes the last-seen time, if the session has not ended in the meantime. A file that takes no writes (full disk,
 * another process writing for long) does not stop session checks: the time stays in memory and is tried again.
 */
function writeDown(
  context: StoreContext,
  tokenHash: string,
  times: { readonly lastSeenAtMs: number; readonly writtenMs: number },
): boolean {
  try {
    const renewed = context.transactions.relaxed(() => context.table.renew(tokenHash, times.lastSeenAtMs));
    context.cache.drop(tokenHash);
    context.renewals.forget(tokenHash);
    return renewed;
  } catch {
    context.renewals.remember(tokenHash, times);
    context.renewals.pauseUntil(times.lastSeenAtMs + PAUSE_MS);
    return true;
  }
}
