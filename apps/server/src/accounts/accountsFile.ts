import { existsSync, lstatSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { findJsonProblem, isJsonObject } from "@gatehouse/contract";
import type { Account, AccountStore } from "@gatehouse/sessions";
import { AccountsFileError } from "./accountErrors.ts";
import { parsePasswordHash } from "./passwordHash.ts";

/** The version of the file format. */
const ACCOUNTS_VERSION = 1;
/** Where releases before 0.2 kept the accounts, in the data directory. */
const OLD_FILE_NAME = "accounts.json";
/** The suffix of that file once its accounts are in the store. */
const KEPT_ASIDE = ".imported";
const OTHERS = 0o077;

/** Accounts, or the first fault with the location it was found at. */
type ParsedAccounts =
  | { readonly kind: "accounts"; readonly accounts: readonly Account[] }
  | { readonly kind: "fault"; readonly fault: string };

/** Reads the text of an accounts file. A fault names its line or its location as a JSON pointer, and never shows a hash. */
export function parseAccounts(text: string): ParsedAccounts {
  const problem = findJsonProblem(text);
  if (problem !== undefined) {
    const { line, column, message } = problem;
    return { kind: "fault", fault: `line ${line}, column ${column} is no JSON: ${message}.` };
  }
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) return { kind: "fault", fault: "it is not a JSON object." };
  if (value.version !== ACCOUNTS_VERSION) {
    const fault = `/version is ${JSON.stringify(value.version)}; this release knows ${ACCOUNTS_VERSION}.`;
    return { kind: "fault", fault };
  }
  return parseAccountList(value.accounts);
}

/** Reads a list of accounts with their hashes, as an export holds it. */
export function parseAccountList(list: unknown): ParsedAccounts {
  if (!Array.isArray(list)) return { kind: "fault", fault: "/accounts is not a list." };
  const fault = list.map(faultOf).find((one) => one !== undefined) ?? duplicateIn(list);
  return fault === undefined ? { kind: "accounts", accounts: list.map(accountOf) } : { kind: "fault", fault };
}

/** Writes accounts as a file that people can read; without their hashes it cannot be imported. */
export function formatAccounts(accounts: readonly Partial<Account>[]): string {
  return `${JSON.stringify({ version: ACCOUNTS_VERSION, accounts }, null, 2)}\n`;
}

const isText = (value: unknown) => typeof value === "string" && value.length > 0;
const isTime = (value: unknown) => Number.isSafeInteger(value);

const checks: Record<keyof Account, (value: unknown) => boolean> = {
  id: isText,
  username: isText,
  passwordHash: (value) => typeof value === "string" && parsePasswordHash(value) !== undefined,
  roles: (value) => Array.isArray(value) && value.every(isText),
  disabled: (value) => typeof value === "boolean",
  createdAtMs: isTime,
  passwordChangedAtMs: isTime,
  passwordExpiresAtMs: (value) => value === undefined || isTime(value),
  version: isTime,
};

function faultOf(value: unknown, index: number): string | undefined {
  if (!isJsonObject(value)) return `/accounts/${index} is not an object.`;
  const wrong = Object.entries(checks).find(([name, check]) => !check(value[name]));
  if (wrong === undefined) return undefined;
  const [name] = wrong;
  const advice = name === "passwordHash" ? " Export with --with-secrets to have it in the file." : "";
  return `/accounts/${index}/${name} is missing or not usable.${advice}`;
}

function duplicateIn(list: readonly Account[]): string | undefined {
  for (const name of ["id", "username"] as const) {
    const index = list.findIndex((one, at) => list.findIndex((other) => other[name] === one[name]) < at);
    if (index >= 0) return `/accounts/${index}/${name} is there twice.`;
  }
  return undefined;
}

function accountOf(checked: Account): Account {
  const { id, username, passwordHash, roles, disabled, createdAtMs, passwordChangedAtMs, version } = checked;
  const account = { id, username, passwordHash, roles, disabled, createdAtMs, passwordChangedAtMs, version };
  const { passwordExpiresAtMs } = checked;
  return passwordExpiresAtMs === undefined ? account : { ...account, passwordExpiresAtMs };
}

/**
 * - `none`: there is no file of an older release.
 * - `imported`: its accounts are in the store now, and the file is kept aside under the name given.
 * - `ignored`: the store kept accounts before, so what the file says was not read.
 */
type OldAccountsImport =
  | { readonly kind: "none" }
  | { readonly kind: "imported"; readonly count: number; readonly keptAs: string }
  | { readonly kind: "ignored"; readonly file: string };

/** Where an older release kept the accounts of this data directory. */
export function oldAccountsFile(dataDirectory: string): string {
  return join(dataDirectory, OLD_FILE_NAME);
}

/**
 * Takes over the accounts of an older release, once. The file is set aside after its accounts are on the disk; where the
 * process ended in between, it is set aside now.
 *
 * @throws {AccountsFileError} when the file cannot be read or trusted; nothing was changed.
 */
export async function importOldAccounts(
  dataDirectory: string,
  store: AccountStore,
): Promise<OldAccountsImport> {
  const file = oldAccountsFile(dataDirectory);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return { kind: "none" };
  const keptAs = file + KEPT_ASIDE;
  const wereKept = await store.wereKept();
  if (wereKept && existsSync(keptAs)) return { kind: "ignored", file };
  const accounts = readAccountsFile(file);
  if (!wereKept) await store.add(accounts);
  renameSync(file, keptAs);
  return { kind: "imported", count: accounts.length, keptAs };
}

/**
 * Reads an accounts file that belongs to this user alone.
 *
 * @throws {AccountsFileError} when it is a link, open to others, or not one.
 */
export function readAccountsFile(file: string): readonly Account[] {
  const parsed = parseAccounts(readPrivately(file));
  if (parsed.kind === "fault") throw new AccountsFileError(file, parsed.fault);
  return parsed.accounts;
}

function readPrivately(file: string): string {
  const stats = lstatSync(file);
  if (!stats.isFile())
    throw new AccountsFileError(file, "it is not a regular file. Put the file itself there.");
  if (process.platform !== "win32" && (stats.mode & OTHERS) !== 0) {
    const shown = (stats.mode & 0o777).toString(8);
    throw new AccountsFileError(
      file,
      `others on this machine may open it (mode ${shown}). Run: chmod 600 ${file}`,
    );
  }
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new AccountsFileError(file, "it cannot be read. Check its owner.", { cause });
  }
}
