import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { Account, AttemptEntry } from "@gatehouse/sessions";
import { ACCOUNTS_ELSEWHERE } from "./createTables.ts";

const COLUMNS =
  "id, username, password_hash, roles, disabled, created_at_ms, password_changed_at_ms, password_expires_at_ms, version";

/** What is read of accounts and attempts, outside of any transaction. */
export interface AccountReads {
  list(): readonly Account[];
  wereKept(): boolean;
  /** Whether an older release kept accounts in a file of its own, which was not taken over yet. */
  wereElsewhere(): boolean;
  attemptSecret(): Uint8Array;
  loadAttempts(): readonly AttemptEntry[];
}

/**
 * The reads, prepared once. All accounts stay in memory until one of them may have changed.
 *
 * @param sequence the number of ends; it grows with every change of an account
 */
export function createAccountReads(database: DatabaseSync, sequence: () => number): AccountReads {
  const all = database.prepare(`SELECT ${COLUMNS} FROM accounts`);
  const state = database.prepare("SELECT accounts_kept, attempt_secret FROM state");
  const load = database.prepare("SELECT kind, key, count, until_ms FROM attempts");
  let known: { readonly accounts: readonly Account[]; readonly sequence: number } | undefined;

  return {
    list() {
      const current = sequence();
      if (known?.sequence === current) return known.accounts;
      const accounts = all.all().map(toAccount);
      known = { accounts, sequence: current };
      return accounts;
    },
    wereKept: () => state.get()?.accounts_kept === 1,
    wereElsewhere: () => state.get()?.accounts_kept === ACCOUNTS_ELSEWHERE,
    attemptSecret() {
      const secret = state.get()?.attempt_secret;
      if (secret instanceof Uint8Array) return secret;
      throw new Error("The store has no secret for attempts.");
    },
    loadAttempts: () =>
      load.all().map((row) => ({
        kind: String(row.kind),
        key: String(row.key),
        count: Number(row.count),
        untilMs: Number(row.until_ms),
      })),
  };
}

/** Single statements that change accounts and attempts, or decide about it inside a transaction. */
export interface AccountWrites {
  /** An account with this id or username. */
  findTaken(account: Pick<Account, "id" | "username">): Pick<Account, "id" | "username"> | undefined;
  insert(account: Account): void;
  /** Whether there was an account of this id and version. */
  replace(account: Account, version: number): boolean;
  /** Whether there was an account of this id and version. */
  remove(id: string, version: number): boolean;
  /** Whether a session of the account may be created: it is there, enabled and of this version. */
  admits(account: { readonly id: string; readonly version: number }): boolean;
  saveAttempt(entry: AttemptEntry): void;
}

/** The statements, prepared once. */
export function createAccountWrites(database: DatabaseSync): AccountWrites {
  const taken = database.prepare("SELECT id, username FROM accounts WHERE id = ? OR username = ?");
  const insert = database.prepare(`INSERT INTO accounts (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const noteKept = database.prepare("UPDATE state SET accounts_kept = 1");
  const replace = database.prepare(
    `UPDATE accounts SET (${COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ? AND version = ?`,
  );
  const remove = database.prepare("DELETE FROM accounts WHERE id = ? AND version = ?");
  const admits = database.prepare("SELECT 1 FROM accounts WHERE id = ? AND version = ? AND disabled = 0");
  const save = database.prepare(
    "INSERT INTO attempts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count, until_ms = excluded.until_ms",
  );
  const forget = database.prepare("DELETE FROM attempts WHERE kind = ? AND key = ?");

  return {
    findTaken({ id, username }) {
      const row = taken.get(id, username);
      return row === undefined ? undefined : { id: String(row.id), username: String(row.username) };
    },
    insert(account) {
      insert.run(...valuesOf(account));
      noteKept.run();
    },
    replace: (account, version) => replace.run(...valuesOf(account), account.id, version).changes > 0,
    remove: (id, version) => remove.run(id, version).changes > 0,
    admits: ({ id, version }) => admits.get(id, version) !== undefined,
    saveAttempt({ kind, key, count, untilMs }) {
      if (count === 0) forget.run(kind, key);
      else save.run(kind, key, count, untilMs);
    },
  };
}

function valuesOf(account: Account) {
  return [
    account.id,
    account.username,
    account.passwordHash,
    JSON.stringify(account.roles),
    account.disabled ? 1 : 0,
    account.createdAtMs,
    account.passwordChangedAtMs,
    account.passwordExpiresAtMs ?? null,
    account.version,
  ] as const;
}

function toAccount(row: Record<string, SQLOutputValue>): Account {
  const expiresAtMs = row.password_expires_at_ms;
  return {
    id: String(row.id),
    username: String(row.username),
    passwordHash: String(row.password_hash),
    roles: toTexts(String(row.roles)),
    disabled: row.disabled !== 0,
    createdAtMs: Number(row.created_at_ms),
    passwordChangedAtMs: Number(row.password_changed_at_ms),
    ...(expiresAtMs === null ? {} : { passwordExpiresAtMs: Number(expiresAtMs) }),
    version: Number(row.version),
  };
}

/** Roles that cannot be read fail the whole call: an account is trusted whole or not at all. */
function toTexts(text: string): readonly string[] {
  const value: unknown = JSON.parse(text);
  const isTexts = Array.isArray(value) && value.every((one) => typeof one === "string");
  if (!isTexts) throw new Error("The roles of an account are damaged.");
  return value;
}
