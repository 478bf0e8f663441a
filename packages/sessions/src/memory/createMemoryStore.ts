import { randomBytes } from "node:crypto";
import { StoreUnavailableError } from "../errors/StoreUnavailableError.ts";
import type {
  CreateRequest,
  CreateResult,
  EndManyRequest,
  ListQuery,
  SweepRequest,
  SweepResult,
  TakeRequest,
  TouchRequest,
} from "../ports/SessionStore.ts";
import type { SignInSwitch } from "../ports/SignInSwitch.ts";
import type { Store } from "../ports/Store.ts";
import { isLive } from "../session/LiveWindow.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";
import { createMemoryAccounts, createMemoryAttempts } from "./createMemoryAccounts.ts";
import { createMemoryTable, type MemoryTable } from "./createMemoryTable.ts";
import { listRecords } from "./listRecords.ts";
import { makeRoom } from "./makeRoom.ts";

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
  async function answer<T>(operation: string, work: () => T): Promise<T> {
    if (!open) throw new StoreUnavailableError(operation, { cause: new Error("The store is closed.") });
    return work();
  }

  const accounts = createMemoryAccounts({ answer, endMany: (request) => endMany(table, request) });
  return {
    accounts: accounts.port,
    attempts: createMemoryAttempts(randomBytes(SECRET_BYTES), answer),
    signInSwitch: createMemorySignInSwitch(),
    create: (request) =>
      answer("create", () =>
        accounts.admits(request.account)
          ? create(table, request)
          : { created: false, reason: "account-changed" as const },
      ),
    touch: (request) => answer("touch", () => touch(table, request)),
    take: (request) => answer("take", () => take(table, request)),
    list: (query: ListQuery) => answer("list", () => listRecords(table.records(), query)),
    endMany: (request) => answer("endMany", () => endMany(table, request)),
    sweep: (request) => answer("sweep", () => sweep(table, request)),
    async close() {
      open = false;
      table.clear();
    },
  };
}

function create(table: MemoryTable, request: CreateRequest): CreateResult {
  const evicted = makeRoom(table, request);
  if (evicted === undefined) return { created: false, reason: "full" };
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
