import { randomBytes } from "node:crypto";
import { StoreUnavailableError } from "../errors/SessionsError.ts";
import type {
  CreateRequest,
  CreateResult,
  EndManyRequest,
  ListPosition,
  ListQuery,
  SweepRequest,
  SweepResult,
  TakeRequest,
  TouchRequest,
} from "../ports/SessionStore.ts";
import type { SignInSwitch, Store } from "../ports/Store.ts";
import { isLive } from "../session/Session.ts";
import { chooseEvicted, compareIdleness, type SessionRecord } from "../session/SessionRecord.ts";
import { createMemoryAccounts, createMemoryAttempts } from "./createMemoryAccounts.ts";

/** Records by token digest, with an index by user and by public id. */
interface MemoryTable {
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

const SECRET_BYTES = 32;

/** A switch that is open at every start. */
export function createMemorySignInSwitch(): SignInSwitch {
  let closed = false;
  return {
    isClosed: async () => closed,
    setClosed: async (next) => {
      closed = next;
    },
  };
}

/** Keeps everything in the memory of this process: nothing outlives a restart, nothing is shared with another. */
export function createMemoryStore(): Store {
  const table = createMemoryTable();
  let open = true;

  /** One turn of the event loop per call is what makes each call atomic. */
  async function run<T>(operation: string, work: () => T): Promise<T> {
    if (!open) throw new StoreUnavailableError(operation, { cause: new Error("The store is closed.") });
    return work();
  }

  const accounts = createMemoryAccounts({ run, endMany: (request) => endMany(table, request) });
  return {
    accounts: accounts.port,
    attempts: createMemoryAttempts(randomBytes(SECRET_BYTES), run),
    signInSwitch: createMemorySignInSwitch(),
    create: (request) =>
      run("create", () =>
        accounts.admits(request.account)
          ? create(table, request)
          : { created: false, reason: "account-changed" as const },
      ),
    touch: (request) => run("touch", () => touch(table, request)),
    take: (request) => run("take", () => take(table, request)),
    list: (query: ListQuery) => run("list", () => listRecords(table.records(), query)),
    endMany: (request) => run("endMany", () => endMany(table, request)),
    sweep: (request) => run("sweep", () => sweep(table, request)),
    async close() {
      open = false;
      table.clear();
    },
  };
}

function create(table: MemoryTable, request: CreateRequest): CreateResult {
  const { replaces = "" } = request;
  const replaced = table.get(replaces);
  if (request.replaces !== undefined) {
    const isLiveOwn = replaced?.userKey === request.record.userKey && isLive(replaced, request.window);
    if (!isLiveOwn) return { created: false, reason: "replaced-ended" };
    table.remove(replaces);
  }
  const evicted = makeRoom(table, request);
  if (evicted === undefined) {
    if (replaced !== undefined) table.put(replaces, replaced);
    return { created: false, reason: "full" };
  }
  table.put(request.tokenHash, request.record);
  return { created: true, evicted };
}

function touch(table: MemoryTable, { tokenHash, window }: TouchRequest): SessionRecord | undefined {
  const record = table.get(tokenHash);
  if (record === undefined || !isLive(record, window)) return undefined;
  const touched = { ...record, lastSeenAtMs: Math.max(record.lastSeenAtMs, window.nowMs) };
  table.put(tokenHash, touched);
  return touched;
}

function take(table: MemoryTable, request: TakeRequest): SessionRecord | undefined {
  const tokenHash = "tokenHash" in request ? request.tokenHash : table.hashOf(request.id);
  const record = tokenHash === undefined ? undefined : table.get(tokenHash);
  if (tokenHash === undefined || record === undefined) return undefined;
  const isAnothers =
    "userKey" in request && request.userKey !== undefined && request.userKey !== record.userKey;
  if (isAnothers || !isLive(record, request.window)) return undefined;
  table.remove(tokenHash);
  return record;
}

function endMany(table: MemoryTable, { window, userKey, exceptId }: EndManyRequest): { ended: number } {
  let ended = 0;
  for (const [tokenHash, record] of table.entries(userKey)) {
    if (record.id === exceptId) continue;
    table.remove(tokenHash);
    if (isLive(record, window)) ended += 1;
  }
  return { ended };
}

function sweep(table: MemoryTable, { window, limit }: SweepRequest): SweepResult {
  const dead = table.entries().filter(([, record]) => !isLive(record, window));
  const removed = dead.slice(0, limit);
  for (const [tokenHash] of removed) table.remove(tokenHash);
  const expired = removed.map(([, record]) => record);
  return removed.length < dead.length ? { expired, more: true } : { expired, more: false, live: table.size };
}

/** An empty table. */
function createMemoryTable(): MemoryTable {
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

/**
 * Removes what has to go for the newcomer under both caps.
 *
 * @returns the live sessions evicted; nothing when the store is full and the newcomer has no claim.
 */
function makeRoom(table: MemoryTable, request: CreateRequest): SessionRecord[] | undefined {
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
    longestIdleInAll() {
      const all = live();
      return all.find(([, record]) => !record.privileged) ?? all[0];
    },
  });
  for (const [tokenHash] of evicted ?? []) table.remove(tokenHash);
  return evicted?.map(([, record]) => record);
}

/** One page of live records that match, newest first. */
function listRecords(records: Iterable<SessionRecord>, query: ListQuery): SessionRecord[] {
  return [...records]
    .filter((record) => isLive(record, query.window) && matches(record, query))
    .filter((record) => query.after === undefined || comparePosition(query.after, record) < 0)
    .sort(comparePosition)
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
function comparePosition(a: ListPosition, b: ListPosition): number {
  if (a.createdAtMs !== b.createdAtMs) return b.createdAtMs - a.createdAtMs;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}
