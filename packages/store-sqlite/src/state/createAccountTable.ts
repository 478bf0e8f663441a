import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { Account, AttemptEntry } from "@gatehouse/sessions";
import { ACCOUNTS_ELSEWHERE } from "../database/schema.ts";

/** Single statements on accounts and attempts. */
export interface AccountTable {
  list(): readonly Account[];
  /** An account with this id or username. */
  findTaken(account: Pick<Account, "id" | "username">): Pick<Account, "id" | "username"> | undefined;
  insert(account: Account): void;
  /** Whether there was an account of this id and version. */
  replace(account: Account, version: number): boolean;
  /** Whether there was an account of this id and version. */
  remove(id: string, version: number): boolean;
  /** Whether a session of the account may be created: it is there, enabled and of this version. */
  admits(account: { readonly id: string; readonly version: number }): boolean;
  wereKept(): boolean;
  /** Whether an older release kept accounts in a file of its own, which was not taken over yet. */
  wereElsewhere(): boolean;
  attemptSecret(): Uint8Array;
  loadAttempts(): readonly AttemptEntry[];
  saveAttempt(entry: AttemptEntry): void;
}

const COLUMNS =
  "id, username, password_hash, roles, disabled, created_at_ms, password_changed_at_ms, password_expires_at_ms, version";

/** The statements, prepared once. All accounts stay in memory until a commit of anybody may have changed them. */
export function createAccountTable(database: DatabaseSync): AccountTable {
  const dataVersion = database.prepare("PRAGMA data_version");
  const all = database.prepare(`SELECT ${COLUMNS} FROM accounts`);
  const taken = database.prepare("SELECT id, username FROM accounts WHERE id = ? OR username = ?");
  const insert = database.prepare(`INSERT INTO accounts (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const noteKept = database.prepare("UPDATE state SET accounts_kept = 1");
  const replace = database.prepare(
    `UPDATE accounts SET (${COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ? AND version = ?`,
  );
  const remove = database.prepare("DELETE FROM accounts WHERE id = ? AND version = ?");
  const admits = database.prepare("SELECT 1 FROM accounts WHERE id = ? AND version = ? AND disabled = 0");
  const state = database.prepare("SELECT accounts_kept, attempt_secret FROM state");
  let known: { readonly accounts: readonly Account[]; readonly version: unknown } | undefined;

  return {
    list() {
      const version = dataVersion.get()?.data_version;
      if (known !== undefined && known.version === version) return known.accounts;
      const accounts = all.all().map(toAccount);
      known = { accounts, version };
      return accounts;
    },
    findTaken({ id, username }) {
      const row = taken.get(id, username);
      return row === undefined ? undefined : { id: String(row.id), username: String(row.username) };
    },
    insert(account) {
      known = undefined;
      insert.run(...valuesOf(account));
      noteKept.run();
    },
    replace(account, version) {
      known = undefined;
      return replace.run(...valuesOf(account), account.id, version).changes > 0;
    },
    remove(id, version) {
      known = undefined;
      return remove.run(id, version).changes > 0;
    },
    admits: ({ id, version }) => admits.get(id, version) !== undefined,
    wereKept: () => state.get()?.accounts_kept === 1,
    wereElsewhere: () => state.get()?.accounts_kept === ACCOUNTS_ELSEWHERE,
    attemptSecret() {
      const secret = state.get()?.attempt_secret;
      if (secret instanceof Uint8Array) return secret;
      throw new Error("The store has no secret for attempts.");
    },
    ...createAttemptStatements(database),
  };
}

function createAttemptStatements(database: DatabaseSync): Pick<AccountTable, "loadAttempts" | "saveAttempt"> {
  const load = database.prepare("SELECT kind, key, count, until_ms FROM attempts");
  const save = database.prepare(
    "INSERT INTO attempts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count, until_ms = excluded.until_ms",
  );
  const forget = database.prepare("DELETE FROM attempts WHERE kind = ? AND key = ?");
  return {
    loadAttempts: () =>
      load.all().map((row) => ({
        kind: String(row.kind),
        key: String(row.key),
        count: Number(row.count),
        untilMs: Number(row.until_ms),
      })),
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
