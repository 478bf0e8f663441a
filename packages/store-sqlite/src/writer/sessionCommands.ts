import { chooseEvicted, compareIdleness, isLive } from "@gatehouse/sessions/rules";
import type { SessionRow } from "../file/parseRow.ts";
import type { CreateReply, TakeReply, WithRenewals, WriterCommands } from "./Command.ts";
import type { EngineContext } from "./createEngine.ts";

type Given<Name extends keyof WriterCommands> = WriterCommands[Name]["given"];

/** See `SessionStore.create`; runs in a transaction. */
export function create(context: EngineContext, request: Given<"create">): CreateReply {
  const { accounts, ends, sessions } = context;
  renew(context, request);
  if (request.account !== undefined && !accounts.admits(request.account)) {
    return { created: false, reason: "account-changed" };
  }
  const { replaces } = request;
  const own = sessions.findByUser(request.record.userKey).filter((row) => isLive(row.record, request.window));
  if (replaces !== undefined && !own.some(({ tokenHash }) => tokenHash === replaces)) {
    return { created: false, reason: "replaced-ended" };
  }
  const evicted = chooseLeaving(context, request, own);
  if (evicted === undefined) return { created: false, reason: "full" };
  if (replaces !== undefined && sessions.endOpen(replaces)) ends.advance(1);
  for (const { tokenHash } of evicted) if (sessions.endOpen(tokenHash)) ends.advance(1);
  sessions.insert(request.tokenHash, request.record);
  ends.countOpen(1);
  return { created: true, evicted };
}

function chooseLeaving(
  { ends, sessions }: EngineContext,
  { record, window, maxPerUser, maxInAll, replaces }: Given<"create">,
  own: readonly SessionRow[],
): readonly SessionRow[] | undefined {
  const replaced = replaces === undefined ? 0 : 1;
  return chooseEvicted({
    newcomer: record,
    own: own
      .filter(({ tokenHash }) => tokenHash !== replaces)
      .sort((a, b) => compareIdleness(a.record, b.record)),
    maxPerUser,
    isFull() {
      const excess = ends.openSessions() - replaced - maxInAll;
      return excess >= 0 && sessions.countOutOfTime(window, excess + 1) <= excess;
    },
    longestIdleInAll: () => sessions.findLongestIdle(window),
  });
}

/** See `SessionStore.take`; runs in a transaction. One page is changed, in place. */
export function take({ sessions, ends }: EngineContext, request: Given<"take">): TakeReply {
  const lastSeenAtMs = sessions.end(request, request.window);
  if (lastSeenAtMs === undefined) return sessions.isOpen(request.tokenHash) ? "kept" : "gone";
  ends.advance(1);
  return lastSeenAtMs;
}

/** See `SessionStore.endMany`; runs in a transaction. One number is written, however many sessions end. */
export function endMany(context: EngineContext, request: Given<"endMany">): { readonly ended: number } {
  renew(context, request);
  const ended = countLive(context, request);
  context.ends.endAll(request);
  return { ended };
}

/** How many sessions of a selection are live by the times written down. */
export function countLive(
  { sessions, ends }: EngineContext,
  { window, userKey, exceptId }: Omit<Given<"endMany">, "renewals">,
): number {
  const all =
    userKey === undefined
      ? ends.openSessions() - sessions.countOutOfTime(window, Number.MAX_SAFE_INTEGER)
      : sessions.countLiveOf(userKey, window);
  if (exceptId === undefined) return all;
  const owner = sessions.ownerOfLive(exceptId, window);
  return owner === undefined || (userKey !== undefined && owner !== userKey) ? all : all - 1;
}

/** Writes last-seen times, of sessions that have not ended; gives back the digests of the others. */
export function renew({ sessions }: EngineContext, { renewals }: WithRenewals): readonly string[] {
  return renewals
    .filter(([tokenHash, lastSeenAtMs]) => !sessions.renew(tokenHash, lastSeenAtMs))
    .map(([tokenHash]) => tokenHash);
}
