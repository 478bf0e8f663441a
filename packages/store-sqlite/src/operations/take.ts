import type { SessionRecord, TakeRequest } from "@gatehouse/sessions";
import type { SessionRow } from "../rows/parseRow.ts";
import type { StoreContext } from "../StoreContext.ts";
import { onlyLive } from "./findLive.ts";
import { withRoom } from "./withRoom.ts";

/**
 * See `SessionStore.take`. A token that opens nothing does not ask for the write lock. When the removal cannot be
 * put on disk the session is denied from now on by this process, and the caller is told that the end is not certain.
 */
export function take(context: StoreContext, request: TakeRequest): SessionRecord | undefined {
  const found = find(context, request);
  if (found === undefined) return undefined;
  context.denied.add(found.tokenHash);
  const taken = withRoom(context, context.transactions.durable, () => {
    const row = find(context, request);
    if (row === undefined) return undefined;
    context.table.remove(row.tokenHash);
    context.ends.advance();
    return row;
  });
  forget(context, found.tokenHash);
  if (taken === undefined) return undefined;
  context.noteEnds();
  return taken.record;
}

function find(context: StoreContext, request: TakeRequest): SessionRow | undefined {
  const { table } = context;
  const row = "tokenHash" in request ? table.find(request.tokenHash) : table.findById(request.id);
  const owner = "userKey" in request ? request.userKey : undefined;
  if (owner !== undefined && row?.record.userKey !== owner) return undefined;
  return onlyLive(context, row, request.window);
}

/** Drops everything this process remembers of a session that is gone. */
export function forget(context: StoreContext, tokenHash: string): void {
  context.cache.drop(tokenHash);
  context.renewals.forget(tokenHash);
  context.denied.delete(tokenHash);
}
