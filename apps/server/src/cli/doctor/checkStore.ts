import { existsSync } from "node:fs";
import { SYSTEM_ADMINISTRATOR } from "@gatehouse/sessions";
import { inspectStore, StoreFileUnusableError, type StoreInspection } from "@gatehouse/store-sqlite";
import { oldAccountsFile, readAccountsFile } from "../../accounts/accountsFile.ts";
import { countOf, formatTime, printable } from "../terminal/formatTable.ts";
import {
  type DoctorContext,
  fail,
  needsDirectory,
  needsSettings,
  type Observation,
  ok,
  skipped,
  warn,
} from "./Finding.ts";

const RESTORE =
  "Stop the server and restore it from a backup: accounts and sessions are in it. See the guide for operators.";

/** Whether the store is whole, is the one that runs, and keeps what it promises. Nothing in it is changed. */
export async function checkStore({ configuration, canLook, server }: DoctorContext): Promise<Observation> {
  if (configuration === undefined) return needsSettings;
  if (!canLook) return needsDirectory;
  const { file } = configuration.store;
  const { filesProblem, file: runningFile = file } = server?.store ?? {};
  if (filesProblem !== undefined) {
    return fail(
      `the running server has lost its files: ${filesProblem}`,
      "Stop the server; put the right files in place, from a backup if need be, and start it again.",
    );
  }
  if (runningFile !== file) {
    return fail(
      `the running server has ${runningFile} open, and ${file} is configured`,
      "Restart the server.",
    );
  }
  if (!existsSync(file)) {
    return existsSync(`${file}.marker`)
      ? fail(`${file} is missing, and there was one`, RESTORE)
      : ok("none yet; the first start of the server makes it");
  }
  return inspect(file, configuration.store.kind === "memory");
}

function inspect(file: string, isInMemory: boolean): Observation {
  try {
    return describe(file, inspectStore(file), isInMemory);
  } catch (error) {
    if (!(error instanceof StoreFileUnusableError)) throw error;
    return fail(error.message, RESTORE);
  }
}

function describe(file: string, found: StoreInspection, isInMemory: boolean): Observation {
  if (found.journalMode !== "wal") {
    return warn(
      `${file} has the journal mode ${found.journalMode} instead of wal`,
      "The next start of the server corrects it.",
    );
  }
  if (!found.sealed) {
    return warn(
      `${file} has no marker or seal beside it, so it is taken for an older copy`,
      "The next start of the server ends all sessions in it, and makes both.",
    );
  }
  if (isInMemory) {
    return warn(
      "whole; sessions are kept in memory",
      "They all end with the server. Use sqlite: to keep them.",
    );
  }
  return ok(`whole; journal wal; ${countOf(found.sessions, "session record")}`);
}

/** Checks that the accounts can be read, and that there is an enabled administrator. */
export async function checkAccounts(context: DoctorContext): Promise<Observation> {
  const { configuration, canLook, dataDirectory, invocation } = context;
  if (configuration === undefined) return needsSettings;
  if (!canLook) return needsDirectory;
  const { file } = configuration.store;
  if (context.trustProblems.some(({ part }) => part === "store")) return needsStore;
  try {
    const kept = existsSync(file) ? inspectStore(file).accounts : undefined;
    const old = oldAccountsFile(dataDirectory);
    const accounts = kept ?? (existsSync(old) ? readAccountsFile(old) : []);
    if (accounts.length === 0 && !existsSync(`${file}.marker`)) {
      return ok("none yet; the first start of the server creates admin");
    }
    return describeAccounts(accounts, invocation.wallClock.nowMs());
  } catch (error) {
    if (error instanceof StoreFileUnusableError) return needsStore;
    if (!(error instanceof Error && "code" in error)) throw error;
    return fail(error.message, "If it cannot be repaired, restore it from a backup.");
  }
}

const needsStore = skipped("they are in the store", "Repair the store first.");

type ShownAccount = NonNullable<StoreInspection["accounts"]>[number];

/** A command that can be pasted; where no account can take the role, it makes one. */
function giveAdministration(accounts: readonly ShownAccount[]): string {
  const one = accounts.find(({ disabled }) => !disabled);
  return one === undefined
    ? `Run: gatehouse accounts add administrator --role '${SYSTEM_ADMINISTRATOR}'`
    : `Run: gatehouse accounts roles ${printable(one.username)} ${rolesWith(one.roles)}`;
}

/** The command sets all roles of an account. */
function rolesWith(roles: readonly string[]): string {
  return [SYSTEM_ADMINISTRATOR, ...roles].map((role) => `'${printable(role)}'`).join(" ");
}

function describeAccounts(accounts: readonly ShownAccount[], nowMs: number): Observation {
  const administrators = accounts.filter(
    ({ disabled, roles }) => !disabled && roles.includes(SYSTEM_ADMINISTRATOR),
  );
  const message = `${countOf(accounts.length, "account")}, ${administrators.length} of them enabled with the role ${SYSTEM_ADMINISTRATOR}`;
  if (administrators.length === 0) {
    return fail(message, giveAdministration(accounts));
  }
  const first = administrators.find(({ passwordExpiresAtMs }) => passwordExpiresAtMs !== undefined);
  if (first?.passwordExpiresAtMs === undefined) return ok(message);
  const name = printable(first.username);
  const isOver = first.passwordExpiresAtMs <= nowMs;
  const expires = formatTime(first.passwordExpiresAtMs, nowMs);
  return warn(
    `${name} still has the password of the first start, which ${isOver ? "was used or expired" : "expires"} ${expires}`,
    `Run: gatehouse accounts password ${name}`,
  );
}
