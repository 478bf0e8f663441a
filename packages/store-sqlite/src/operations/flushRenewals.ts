import type { StoreContext } from "../StoreContext.ts";

/**
 * Writes down the remembered last-seen times whose written ones are at or before `writtenUntilMs`. With the start of
 * a window that is all it takes for SQL to judge by the written times alone.
 */
export function flushRenewals(context: StoreContext, writtenUntilMs: number): void {
  const due = context.renewals.writtenUntil(writtenUntilMs);
  if (due.length === 0) return;
  if (context.database.isTransaction) writeAll(context, due);
  else context.transactions.relaxed(() => writeAll(context, due));
  for (const [tokenHash] of due) context.renewals.forget(tokenHash);
}

function writeAll(context: StoreContext, due: readonly [tokenHash: string, lastSeenAtMs: number][]): void {
  for (const [tokenHash, lastSeenAtMs] of due) {
    context.table.renew(tokenHash, lastSeenAtMs);
    context.cache.drop(tokenHash);
  }
}
