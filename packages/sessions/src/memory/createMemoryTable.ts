import type { SessionRecord } from "../session/SessionRecord.ts";

/** Records by token digest, with an index by user and by public id. */
export interface MemoryTable {
  readonly size: number;
  get(tokenHash: string): SessionRecord | undefined;
  hashOf(id: string): string | undefined;
  put(tokenHash: string, record: SessionRecord): void;
  remove(tokenHash: string): void;
  records(): Iterable<SessionRecord>;
  /** A snapshot, so that records may be removed on the way; all, or those of one user. */
  entries(userKey?: string): [tokenHash: string, record: SessionRecord][];
  clear(): void;
}

/** An empty table. */
export function createMemoryTable(): MemoryTable {
  const byHash = new Map<string, SessionRecord>();
  const hashById = new Map<string, string>();
  const hashesByUser = new Map<string, Set<string>>();

  function entriesOf(userKey: string): [string, SessionRecord][] {
    return [...(hashesByUser.get(userKey) ?? [])].flatMap((tokenHash) => {
      const record = byHash.get(tokenHash);
      return record === undefined ? [] : [[tokenHash, record] as [string, SessionRecord]];
    });
  }

  return {
    get size() {
      return byHash.size;
    },
    get: (tokenHash) => byHash.get(tokenHash),
    hashOf: (id) => hashById.get(id),
    put(tokenHash, record) {
      byHash.set(tokenHash, record);
      hashById.set(record.id, tokenHash);
      const ofUser = hashesByUser.get(record.userKey) ?? new Set();
      hashesByUser.set(record.userKey, ofUser.add(tokenHash));
    },
    remove(tokenHash) {
      const record = byHash.get(tokenHash);
      if (record === undefined) return;
      byHash.delete(tokenHash);
      hashById.delete(record.id);
      const ofUser = hashesByUser.get(record.userKey);
      ofUser?.delete(tokenHash);
      if (ofUser?.size === 0) hashesByUser.delete(record.userKey);
    },
    records: () => byHash.values(),
    entries: (userKey) => (userKey === undefined ? [...byHash] : entriesOf(userKey)),
    clear() {
      for (const index of [byHash, hashById, hashesByUser]) index.clear();
    },
  };
}
