import { AccountNotKeptError, type ChangeAccountRequest, type Store } from "@gatehouse/sessions";
import { WriterError, WriterStoppedError } from "../writer/Command.ts";
import type { StoreState } from "./StoreState.ts";

/** SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL and SQLITE_CANTOPEN; a store that another process holds is busy, and that passes. */
const NO_WRITE = new Set([8, 10, 13, 14]);

/** Accounts, attempts and the switch for sign-ins. */
export function accountCalls(state: StoreState): Pick<Store, "accounts" | "attempts" | "signInSwitch"> {
  const { reader, writer } = state;
  const run: StoreState["run"] = (operation, work) => state.run(operation, work);
  const { accounts } = reader;
  return {
    signInSwitch: {
      isClosed: () => state.read("signInSwitch.isClosed", reader.areSignInsClosed),
      setClosed: (closed) => run("signInSwitch.setClosed", () => writer.call("closeSignIns", closed)),
    },
    accounts: {
      list: () => state.read("accounts.list", accounts.list),
      wereKept: () => run("accounts.wereKept", accounts.wereKept),
      add: (added) =>
        run("accounts.add", () =>
          added.length === 0 ? { added: true as const } : writer.call("addAccounts", added),
        ),
      change: (request) => run("accounts.change", () => changeAccount(state, request)),
    },
    attempts: {
      secret: () => run("attempts.secret", accounts.attemptSecret),
      load: () => run("attempts.load", accounts.loadAttempts),
      save: (entries) =>
        run("attempts.save", () => (entries.length === 0 ? undefined : writer.call("saveAttempts", entries))),
    },
  };
}

/** See `AccountStore.change`. */
async function changeAccount(state: StoreState, request: ChangeAccountRequest) {
  const { writer, endings, renewals, cache } = state;
  const { endSessions } = request;
  if (endSessions === undefined) return writer.call("changeAccount", { ...request, renewals: [] });
  const { userKey, window, evenIfNotKept } = endSessions;
  const ending = endings.beginBulk({ userKey });
  const due = renewals.writtenUntil(window.seenAfterMs);
  try {
    return await writer.call("changeAccount", { ...request, renewals: due }, ({ changed }) => {
      if (changed) {
        endings.shutOut.delete(userKey);
        cache.dropUser(userKey);
      }
      ending.settled();
    });
  } catch (cause) {
    if (cause instanceof WriterStoppedError) {
      ending.owed();
      throw cause;
    }
    const isRejected = cause instanceof WriterError && NO_WRITE.has(cause.errcode);
    if (evenIfNotKept === true && isRejected) endings.shutOut.add(userKey);
    ending.settled();
    if (endings.shutOut.has(userKey) && isRejected) throw new AccountNotKeptError(request.id, { cause });
    throw cause;
  }
}
