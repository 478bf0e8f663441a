import type { CreateRequest } from "../ports/SessionStore.ts";
import { isLive } from "../session/LiveWindow.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";
import type { MemoryTable } from "./createMemoryTable.ts";

/**
 * Removes what has to go for the newcomer under both caps. One place is enough for the cap in all: a newcomer whose
 * own session leaves does not add to it.
 *
 * @returns the live sessions evicted; nothing when the store is full and the newcomer has no claim.
 */
export function makeRoom(table: MemoryTable, request: CreateRequest): SessionRecord[] | undefined {
  const own = liveOf(request, table.entries(request.record.userKey)).sort(byIdleness);
  let victims = own.slice(0, Math.max(0, own.length - request.maxPerUser + 1));
  if (victims.length === 0 && isFull(table, request)) {
    victims = own.slice(0, 1);
  }
  if (victims.length === 0 && isFull(table, request)) {
    if (!request.record.privileged) return undefined;
    victims = longestIdleOfAnybody(table, request);
  }
  for (const [tokenHash] of victims) table.remove(tokenHash);
  return victims.map(([, record]) => record);
}

type Entry = [tokenHash: string, record: SessionRecord];

/** Whether one more would exceed the cap in all. The whole table is looked through only when it may be so. */
function isFull(table: MemoryTable, request: CreateRequest): boolean {
  if (table.size < request.maxInAll) return false;
  return liveOf(request, table.entries()).length >= request.maxInAll;
}

function liveOf({ window }: CreateRequest, entries: Entry[]): Entry[] {
  return entries.filter(([, record]) => isLive(record, window));
}

function longestIdleOfAnybody(table: MemoryTable, request: CreateRequest): Entry[] {
  const entries = liveOf(request, table.entries());
  const plain = entries.filter(([, record]) => !record.privileged);
  return (plain.length > 0 ? plain : entries).sort(byIdleness).slice(0, 1);
}

function byIdleness([, a]: Entry, [, b]: Entry): number {
  return a.lastSeenAtMs - b.lastSeenAtMs || a.createdAtMs - b.createdAtMs;
}
