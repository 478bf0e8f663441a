import { isJsonObject } from "@gatehouse/contract";
import type { Account } from "./Account.ts";
import { parsePasswordHash } from "./parsePasswordHash.ts";

/** The version of the file format. */
export const ACCOUNTS_VERSION = 1;

/** Accounts, or the first fault with the place it was found at. */
export type ParsedAccounts =
  | { readonly kind: "accounts"; readonly accounts: readonly Account[] }
  | { readonly kind: "fault"; readonly fault: string };

/** Reads the text of an accounts file. A fault names its place as a JSON pointer, and never shows a hash. */
export function parseAccounts(text: string): ParsedAccounts {
  const value = parseJson(text);
  if (!isJsonObject(value)) return { kind: "fault", fault: "it is not a JSON object." };
  if (value.version !== ACCOUNTS_VERSION) {
    const fault = `/version is ${JSON.stringify(value.version)}; this release knows ${ACCOUNTS_VERSION}.`;
    return { kind: "fault", fault };
  }
  const list = value.accounts;
  if (!Array.isArray(list)) return { kind: "fault", fault: "/accounts is not a list." };
  const fault = list.map(faultOf).find((one) => one !== undefined) ?? duplicateIn(list);
  return fault === undefined ? { kind: "accounts", accounts: list.map(accountOf) } : { kind: "fault", fault };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
  return wrong === undefined ? undefined : `/accounts/${index}/${wrong[0]} is missing or not usable.`;
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
