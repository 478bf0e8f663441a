import type { CreateRequest } from "../ports/SessionStore.ts";
import { isLive } from "../session/LiveWindow.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";
import type { MemoryTable } from "./createMemoryTable.ts";

/**
 * Removes what has to go for the newcomer under both caps.
 *
 * @returns the live sessions evicted; nothing when the store is full and the newcomer has no claim.
 */
export function makeRoom(table: MemoryTable, request: CreateRequest): SessionRecord[] | undefined {
  const own = dropDead(table, request, table.entries(request.record.userKey)).sort(byIdleness);
  const overUserCap = Math.max(0, own.length - request.maxPerUser + 1);
  let victims = own.slice(0, overUserCap);
  if (isFull(table, request, victims.length)) {
    victims = [...victims, ...own.slice(overUserCap, overUserCap + 1)];
  }
  if (isFull(table, request, victims.length)) {
    if (!request.record.privileged) return undefined;
    victims = [...victims, ...longestIdleOfAnybody(table)];
  }
  for (const [tokenHash] of victims) table.remove(tokenHash);
  return victims.map(([, record]) => record);
}

type Entry = [tokenHash: string, record: SessionRecord];

/** Whether the newcomer would exceed the cap in all; dead records are dropped before that is believed. */
function isFull(table: MemoryTable, request: CreateRequest, leaving: number): boolean {
  if (table.size - leaving < request.maxInAll) return false;
  dropDead(table, request, table.entries());
  return table.size - leaving >= request.maxInAll;
}

function dropDead(table: MemoryTable, { window }: CreateRequest, entries: Entry[]): Entry[] {
  return entries.filter(([tokenHash, record]) => {
    const live = isLive(record, window);
    if (!live) table.remove(tokenHash);
    return live;
  });
}

function longestIdleOfAnybody(table: MemoryTable): Entry[] {
  const entries = table.entries();
  const plain = entries.filter(([, record]) => !record.privileged);
  return (plain.length > 0 ? plain : entries).sort(byIdleness).slice(0, 1);
}

function byIdleness([, a]: Entry, [, b]: Entry): number {
  return a.lastSeenAtMs - b.lastSeenAtMs || a.createdAtMs - b.createdAtMs;
}
