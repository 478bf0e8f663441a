import type { Account, AddAccountsResult, AttemptEntry, ChangeAccountResult } from "@gatehouse/sessions";
import type { WriterCommands } from "./Command.ts";
import type { EngineContext } from "./createEngine.ts";
import { countLive, renew } from "./sessionCommands.ts";

/** See `AccountStore.add`; runs in a transaction. */
export function addAccounts(context: EngineContext, added: readonly Account[]): AddAccountsResult {
  const { accounts, ends } = context;
  const taken = findClash(context, added);
  if (taken !== undefined) return { added: false, taken };
  for (const account of added) accounts.insert(account);
  ends.advance(0);
  return { added: true };
}

function findClash({ accounts }: EngineContext, added: readonly Account[]) {
  for (const [index, account] of added.entries()) {
    const earlier = added
      .slice(0, index)
      .find(({ id, username }) => id === account.id || username === account.username);
    const taken = accounts.findTaken(account) ?? earlier;
    if (taken !== undefined) return { id: taken.id, username: taken.username };
  }
  return undefined;
}

/**
 * See `AccountStore.change`; runs in a transaction. Every change counts as an end, so that an older copy is recognised
 * by it.
 */
export function changeAccount(
  context: EngineContext,
  request: WriterCommands["changeAccount"]["given"],
): ChangeAccountResult {
  const { id, version, next, endSessions } = request;
  const { accounts, ends } = context;
  const found = next === undefined ? accounts.remove(id, version) : accounts.replace(next, version);
  if (!found) return { changed: false };
  if (endSessions === undefined) {
    ends.advance(0);
    return { changed: true, ended: 0 };
  }
  renew(context, request);
  const ended = countLive(context, endSessions);
  ends.endAll(endSessions);
  return { changed: true, ended };
}

/** See `AttemptStore.save`; runs in a transaction. */
export function saveAttempts({ accounts }: EngineContext, entries: readonly AttemptEntry[]): undefined {
  for (const entry of entries) accounts.saveAttempt(entry);
}
