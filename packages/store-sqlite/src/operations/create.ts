import { type CreateRequest, type CreateResult, chooseEvicted, compareIdleness } from "@gatehouse/sessions";
import type { SessionRow } from "../rows/parseRow.ts";
import type { StoreContext } from "../StoreContext.ts";
import { countLive } from "./countLive.ts";
import { onlyLive } from "./findLive.ts";
import { findLongestIdle } from "./findLongestIdle.ts";
import { flushRenewals } from "./flushRenewals.ts";
import { forget } from "./take.ts";
import { withRoom } from "./withRoom.ts";

/**
 * See `SessionStore.create`. A new session may be lost in a power cut, its user signs in again; an eviction may not:
 * the second transaction puts both on disk.
 */
export function create(context: StoreContext, request: CreateRequest): CreateResult {
  context.reserve.ensure();
  let rejected: "full" | "account-changed" = "full";
  const evicted = withRoom(context, context.transactions.relaxed, () => {
    if (!isAdmitted(context, request)) {
      rejected = "account-changed";
      return undefined;
    }
    const leaving = chooseLeaving(context, request);
    if (leaving === undefined) return undefined;
    for (const { tokenHash } of leaving) context.table.remove(tokenHash);
    context.table.insert(request.tokenHash, request.record);
    return leaving;
  });
  if (evicted === undefined) return { created: false, reason: rejected };
  for (const { tokenHash } of evicted) forget(context, tokenHash);
  if (evicted.length > 0) confirmEnds(context);
  return { created: true, evicted: evicted.map(({ record }) => record) };
}

function isAdmitted({ accounts, shutOut }: StoreContext, { account, record }: CreateRequest): boolean {
  return !shutOut.has(record.userKey) && (account === undefined || accounts.admits(account));
}

function confirmEnds(context: StoreContext): void {
  withRoom(context, context.transactions.durable, () => context.ends.advance());
  context.noteEnds();
}

function chooseLeaving(context: StoreContext, request: CreateRequest): readonly SessionRow[] | undefined {
  const { record, window, maxPerUser, maxInAll } = request;
  const own = context.table
    .findByUser(record.userKey)
    .flatMap((row) => onlyLive(context, row, window) ?? [])
    .sort((a, b) => compareIdleness(a.record, b.record));
  return chooseEvicted({
    newcomer: record,
    own,
    maxPerUser,
    isFull() {
      if (context.table.countRows() < maxInAll) return false;
      flushRenewals(context, window.seenAfterMs);
      return countLive(context.database, { window }) >= maxInAll;
    },
    longestIdleOfAnybody: () => findLongestIdle(context, window),
  });
}
