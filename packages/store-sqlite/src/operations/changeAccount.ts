import {
  type Account,
  AccountNotKeptError,
  type AddAccountsResult,
  type AttemptEntry,
  type ChangeAccountRequest,
  type ChangeAccountResult,
} from "@gatehouse/sessions";
import type { StoreContext } from "../StoreContext.ts";
import { countLive } from "./countLive.ts";
import { flushRenewals } from "./flushRenewals.ts";
import { isWriteRejected, withRoom } from "./withRoom.ts";

/** See `AccountStore.add`. */
export function addAccounts(context: StoreContext, added: readonly Account[]): AddAccountsResult {
  const { accounts, ends, transactions } = context;
  if (added.length === 0) return { added: true };
  const taken = withRoom(context, transactions.durable, () => {
    const clash = findClash(context, added);
    if (clash !== undefined) return clash;
    for (const account of added) accounts.insert(account);
    ends.advance();
    return undefined;
  });
  if (taken !== undefined) return { added: false, taken };
  context.noteEnds();
  return { added: true };
}

function findClash({ accounts }: StoreContext, added: readonly Account[]) {
  for (const [index, account] of added.entries()) {
    const earlier = added
      .slice(0, index)
      .find(({ id, username }) => id === account.id || username === account.username);
    const taken = accounts.findTaken(account) ?? earlier;
    if (taken !== undefined) return { id: taken.id, username: taken.username };
  }
  return undefined;
}

/** See `AccountStore.change`. Every change counts as an end, so that an older copy is recognised by it. */
export function changeAccount(context: StoreContext, request: ChangeAccountRequest): ChangeAccountResult {
  const { endSessions } = request;
  try {
    const result = withRoom(context, context.transactions.durable, () => change(context, request));
    if (!result.changed) return result;
    if (endSessions !== undefined) context.shutOut.delete(endSessions.userKey);
    context.cache.dropAll();
    context.noteEnds();
    return result;
  } catch (cause) {
    if (endSessions?.evenIfNotKept !== true || !isWriteRejected(cause)) throw cause;
    context.shutOut.add(endSessions.userKey);
    throw new AccountNotKeptError(request.id, { cause });
  }
}

function change(context: StoreContext, request: ChangeAccountRequest): ChangeAccountResult {
  const { id, version, next, endSessions } = request;
  const { accounts, ends } = context;
  const found = next === undefined ? accounts.remove(id, version) : accounts.replace(next, version);
  if (!found) return { changed: false };
  if (endSessions === undefined) {
    ends.advance();
    return { changed: true, ended: 0 };
  }
  flushRenewals(context, endSessions.window.seenAfterMs);
  const ended = countLive(context.database, endSessions);
  ends.endAll(endSessions);
  return { changed: true, ended };
}

/** See `AttemptStore.save`. */
export function saveAttempts(context: StoreContext, entries: readonly AttemptEntry[]): void {
  if (entries.length === 0) return;
  withRoom(context, context.transactions.relaxed, () => {
    for (const entry of entries) context.accounts.saveAttempt(entry);
  });
}
