import type { ListPosition, ListQuery } from "../ports/SessionStore.ts";
import { isLive } from "../session/LiveWindow.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";

/** One page of live records that match, newest first. */
export function listRecords(records: Iterable<SessionRecord>, query: ListQuery): SessionRecord[] {
  return [...records]
    .filter((record) => isLive(record, query.window) && matches(record, query))
    .filter((record) => query.after === undefined || comparePlace(query.after, record) < 0)
    .sort(comparePlace)
    .slice(0, query.limit);
}

function matches(record: SessionRecord, query: ListQuery): boolean {
  const wanted: [string | undefined, string][] = [
    [query.id, record.id],
    [query.userKey, record.userKey],
    [query.username, record.user.username],
    [query.authType, record.user.authType],
    [query.clientAddress, record.clientAddress],
  ];
  return wanted.every(([want, value]) => want === undefined || want === value);
}

/** Newest first; the id decides between sessions of the same millisecond, compared by code unit as SQL does. */
function comparePlace(a: ListPosition, b: ListPosition): number {
  if (a.createdAtMs !== b.createdAtMs) return b.createdAtMs - a.createdAtMs;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}
