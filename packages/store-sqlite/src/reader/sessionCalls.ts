import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type CreateRequest,
  type CreateResult,
  type EndManyRequest,
  isLive,
  type ListQuery,
  type LiveWindow,
  type SessionRecord,
  type SessionStore,
  type SweepRequest,
  type SweepResult,
  type TakeRequest,
  type TouchRequest,
} from "@gatehouse/sessions";
import type { SessionRow } from "../file/parseRow.ts";
import { WriterStoppedError } from "../writer/Command.ts";
import type { StoreState } from "./StoreState.ts";

/** The calls on sessions: reads happen here, the writer does the rest. */
export function sessionCalls(state: StoreState): Omit<SessionStore, "close"> {
  const run: StoreState["run"] = (operation, work) => state.run(operation, work);
  return {
    create: (request) => run("create", () => create(state, request)),
    touch: (request) => run("touch", () => touch(state, request)),
    take: (request) => run("take", () => take(state, request)),
    list: (query) => state.read("list", () => list(state, query)),
    endMany: (request) => run("endMany", () => endMany(state, request)),
    sweep: (request) => run("sweep", () => sweep(state, request)),
  };
}

/** The session, from memory where that is safe, with the latest last-seen time; nothing when it is not live. */
function findLive(
  state: StoreState,
  { tokenHash, window }: { readonly tokenHash: string; readonly window: LiveWindow },
  read = readAndKeep,
): SessionRow | undefined {
  const cached = state.cache.get(tokenHash);
  const row = cached ?? read(state, tokenHash);
  if (row === undefined || isLive(withLatestUse(state, row).record, window)) return row;
  // Another process may have seen it since.
  const again = cached === undefined ? undefined : read(state, tokenHash);
  return again !== undefined && isLive(withLatestUse(state, again).record, window) ? again : undefined;
}

function readRow(state: StoreState, tokenHash: string): SessionRow | undefined {
  const { reader, renewals } = state;
  state.assertCurrent();
  const row = reader.find(tokenHash);
  if (row === undefined) renewals.forget(tokenHash);
  return row;
}

function findById(state: StoreState, id: string): SessionRow | undefined {
  state.assertCurrent();
  return state.reader.findById(id);
}

function readAndKeep(state: StoreState, tokenHash: string): SessionRow | undefined {
  const row = readRow(state, tokenHash);
  if (row !== undefined) state.cache.put(row);
  return row;
}

/** The row with the latest last-seen time this process knows. */
function withLatestUse({ renewals }: StoreState, row: SessionRow): SessionRow {
  const writtenMs = row.record.lastSeenAtMs;
  const lastSeenAtMs = renewals.latest(row.tokenHash, writtenMs);
  return lastSeenAtMs === writtenMs ? row : { ...row, record: { ...row.record, lastSeenAtMs } };
}

/**
 * See `SessionStore.touch`. The way of every authenticated call, so it reads memory where that is safe. A session that
 * an end under way is about is decided once that end has settled: a process that is killed before may leave it live.
 */
function touch(
  state: StoreState,
  request: TouchRequest,
): SessionRecord | undefined | Promise<SessionRecord | undefined> {
  const { tokenHash, window } = request;
  const { endings, renewals } = state;
  state.refresh(window.nowMs);
  const take = endings.takeOf(tokenHash);
  if (take !== undefined) return take.then(() => touch(state, request));
  // Where the process ends before this is settled, the session may live on: "there is none" would be a guess.
  if (endings.deniesToken(tokenHash)) throw new Error("It is not known whether the session has ended.");
  const row = findLive(state, request);
  if (row === undefined || endings.shutOut.has(row.record.userKey)) return undefined;
  const ending = endings.bulkOf(row.record);
  if (ending === "owed") throw new Error("It is not known whether the session has ended.");
  if (ending !== undefined) return ending.then(() => touch(state, request));

  const writtenMs = row.record.lastSeenAtMs;
  const knownMs = renewals.latest(tokenHash, writtenMs);
  const lastSeenAtMs = Math.max(knownMs, window.nowMs);
  const isDue = lastSeenAtMs - writtenMs >= request.writeIntervalMs;
  if (lastSeenAtMs > knownMs || isDue) renewals.remember(tokenHash, { lastSeenAtMs, writtenMs }, isDue);
  const touched = { ...row.record, lastSeenAtMs };
  if (!isDue) return touched;
  if (!state.soleWriter) return renewShared(state, touched, request);
  state.renewSoon();
  return touched;
}

/**
 * Another process learns of a use from the file only, so it is written at once. A file that takes no write does not stop
 * session checks: the time stays in memory and is tried again.
 */
async function renewShared(
  state: StoreState,
  touched: SessionRecord,
  request: TouchRequest,
): Promise<SessionRecord | undefined> {
  const { tokenHash } = request;
  try {
    await state.renewNow();
    return state.reader.find(tokenHash) === undefined ? undefined : touched;
  } catch {
    state.renewSoon();
    return state.endings.deniesToken(tokenHash) ? touch(state, request) : touched;
  }
}

/** See `SessionStore.create`. */
async function create(state: StoreState, request: CreateRequest): Promise<CreateResult> {
  const { reader, writer, cache, renewals, endings } = state;
  const { tokenHash, record, window } = request;
  const { userKey } = record;
  if (endings.shutOut.has(userKey)) return { created: false, reason: "account-changed" };
  const own = renewals.of(reader.digestsOf(userKey));
  const due = [...own, ...renewals.writtenUntil(window.seenAfterMs)];
  const creating = writer.call("create", { ...request, renewals: due }, (created) => {
    if (!created.created) return;
    if (request.replaces !== undefined) state.forget(request.replaces);
    for (const evicted of created.evicted) state.forget(evicted.tokenHash);
    if (!endings.shutOut.has(userKey)) cache.put({ tokenHash, record });
  });
  const reply = await creating.catch((error: unknown) => {
    // The sessions that it should have replaced may have ended: from here on the file decides.
    if (record.privileged) cache.dropAll();
    else cache.dropUser(userKey);
    throw error;
  });
  if (!reply.created) return reply;
  // The account was shut out while the session was being created: it is not accepted, and the sweep ends it.
  if (endings.shutOut.has(userKey)) return { created: false, reason: "account-changed" };
  return { created: true, evicted: reply.evicted.map((row) => row.record) };
}

/**
 * See `SessionStore.take`. A token that opens nothing asks nothing of the writer. When the end cannot be put on disk the
 * session is denied from now on by this process, and the caller gets the error that the end is not certain.
 */
async function take(state: StoreState, request: TakeRequest): Promise<SessionRecord | undefined> {
  const { writer, endings } = state;
  const found = "tokenHash" in request ? findLive(state, request, readRow) : findById(state, request.id);
  if (found === undefined) return undefined;
  const { tokenHash, record } = withLatestUse(state, found);
  if ("userKey" in request && request.userKey !== undefined && record.userKey !== request.userKey) {
    return undefined;
  }
  if (!isLive(record, request.window)) return undefined;
  const taking = endings.beginTake(tokenHash);
  try {
    const { window } = request;
    const command = { tokenHash, lastSeenAtMs: record.lastSeenAtMs, window };
    const reply = await writer.call("take", command, (result) => {
      if (result === "kept") return taking.kept();
      state.forget(tokenHash);
      taking.ended();
    });
    return typeof reply === "number" ? { ...record, lastSeenAtMs: reply } : undefined;
  } catch (error) {
    taking.failed();
    throw error;
  }
}

/** See `SessionStore.list`. In steps, so that other calls have their turn. */
async function list(state: StoreState, query: ListQuery): Promise<readonly SessionRecord[]> {
  const { reader, writer, renewals, endings } = state;
  const due = renewals.writtenUntil(query.window.seenAfterMs);
  if (due.length > 0) await writer.call("renew", { renewals: due });
  const page: SessionRecord[] = [];
  for (let { after } = query; ; await nextTurn()) {
    const { rows, next } = reader.readPage(query, after);
    for (const row of rows) {
      if (endings.deniesToken(row.tokenHash) || endings.shutOut.has(row.record.userKey)) continue;
      page.push(withLatestUse(state, row).record);
    }
    if (page.length >= query.limit) return page.slice(0, query.limit);
    if (next === undefined) return page;
    after = next;
  }
}

/** See `SessionStore.endMany`. */
async function endMany(state: StoreState, request: EndManyRequest): Promise<{ readonly ended: number }> {
  const { writer, cache, renewals, endings } = state;
  const { userKey } = request;
  const ending = endings.beginBulk(request);
  const due = renewals.writtenUntil(request.window.seenAfterMs);
  try {
    return await writer.call("endMany", { ...request, renewals: due }, () => {
      if (userKey === undefined) cache.dropAll();
      else cache.dropUser(userKey);
      ending.settled();
    });
  } catch (error) {
    if (error instanceof WriterStoppedError) ending.owed();
    else ending.settled();
    throw error;
  }
}

/** See `SessionStore.sweep`. */
async function sweep(state: StoreState, request: SweepRequest): Promise<SweepResult> {
  const { writer, renewals, endings } = state;
  await state.settleOwed();
  const due = renewals.writtenUntil(request.window.seenAfterMs);
  const owed = [...endings.shutOut];
  const reply = await writer.call("sweep", { ...request, renewals: due, owed }, ({ expired }) => {
    for (const { tokenHash } of expired) state.forget(tokenHash);
  });
  const expired = reply.expired.map(({ record }) => record);
  return reply.more ? { expired, more: true } : { expired, more: false, live: reply.live };
}
