import type { CreateRequest } from "../ports/SessionStore.ts";
import { chooseEvicted } from "../session/chooseEvicted.ts";
import { compareIdleness } from "../session/compareIdleness.ts";
import { isLive } from "../session/LiveWindow.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";
import type { MemoryTable } from "./createMemoryTable.ts";

/**
 * Removes what has to go for the newcomer under both caps.
 *
 * @returns the live sessions evicted; nothing when the store is full and the newcomer has no claim.
 */
export function makeRoom(table: MemoryTable, request: CreateRequest): SessionRecord[] | undefined {
  const live = (userKey?: string) =>
    table
      .entries(userKey)
      .filter(([, record]) => isLive(record, request.window))
      .sort(([, a], [, b]) => compareIdleness(a, b));

  const evicted = chooseEvicted({
    newcomer: request.record,
    own: live(request.record.userKey),
    maxPerUser: request.maxPerUser,
    isFull: () => table.size >= request.maxInAll && live().length >= request.maxInAll,
    longestIdleOfAnybody() {
      const everybody = live();
      return everybody.find(([, record]) => !record.privileged) ?? everybody[0];
    },
  });
  for (const [tokenHash] of evicted ?? []) table.remove(tokenHash);
  return evicted?.map(([, record]) => record);
}
