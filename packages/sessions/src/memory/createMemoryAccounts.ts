import type {
  Account,
  AccountStore,
  AddAccountsResult,
  ChangeAccountRequest,
  ChangeAccountResult,
} from "../ports/AccountStore.ts";
import type { CreateRequest, EndManyRequest } from "../ports/SessionStore.ts";
import type { AttemptEntry, AttemptStore } from "../ports/Store.ts";

/** Accounts in memory, and the question that the creation of a session asks of them. */
interface MemoryAccounts {
  readonly port: AccountStore;
  /** Whether a session of this account may be created. */
  admits(account: CreateRequest["account"]): boolean;
}

/** What the accounts work with. */
interface MemoryAccountsOptions {
  /** Runs work in one turn of the event loop, or rejects once the store is closed. */
  readonly run: <T>(operation: string, work: () => T) => Promise<T>;
  readonly endMany: (request: EndManyRequest) => { readonly ended: number };
}

/** No accounts yet. */
export function createMemoryAccounts({ run, endMany }: MemoryAccountsOptions): MemoryAccounts {
  const byId = new Map<string, Account>();
  let wereKept = false;

  function add(accounts: readonly Account[]): AddAccountsResult {
    const known = [...byId.values()];
    for (const account of accounts) {
      const taken = known.find(({ id, username }) => id === account.id || username === account.username);
      if (taken !== undefined) return { added: false, taken };
      known.push(account);
    }
    for (const account of accounts) byId.set(account.id, account);
    wereKept ||= accounts.length > 0;
    return { added: true };
  }

  function change({ id, version, next, endSessions }: ChangeAccountRequest): ChangeAccountResult {
    if (byId.get(id)?.version !== version) return { changed: false };
    if (next === undefined) byId.delete(id);
    else byId.set(id, next);
    return { changed: true, ended: endSessions === undefined ? 0 : endMany(endSessions).ended };
  }

  return {
    port: {
      list: () => run("accounts.list", () => [...byId.values()]),
      wereKept: () => run("accounts.wereKept", () => wereKept),
      add: (accounts) => run("accounts.add", () => add(accounts)),
      change: (request) => run("accounts.change", () => change(request)),
    },
    admits(account) {
      if (account === undefined) return true;
      const current = byId.get(account.id);
      return current !== undefined && !current.disabled && current.version === account.version;
    },
  };
}

/** Attempts in memory. */
export function createMemoryAttempts(secret: Uint8Array, run: MemoryAccountsOptions["run"]): AttemptStore {
  const entries = new Map<string, AttemptEntry>();

  function save(saved: readonly AttemptEntry[]): void {
    for (const entry of saved) {
      const key = JSON.stringify([entry.kind, entry.key]);
      if (entry.count === 0) entries.delete(key);
      else entries.set(key, entry);
    }
  }

  return {
    secret: () => run("attempts.secret", () => secret),
    load: () => run("attempts.load", () => [...entries.values()]),
    save: (saved) => run("attempts.save", () => save(saved)),
  };
}
