import { join } from "node:path";
import { SYSTEM_ADMINISTRATOR } from "@gatehouse/sessions";
import type { Account } from "../../accounts/Account.ts";
import { AccountsFileError } from "../../accounts/AccountsFileError.ts";
import { createAccountsFile } from "../../accounts/createAccountsFile.ts";
import { ACCOUNTS_FILE_NAME } from "../../accounts/openAccounts.ts";
import { countOf } from "../terminal/countOf.ts";
import { formatTime } from "../terminal/formatTime.ts";
import { printable } from "../terminal/printable.ts";
import { type DoctorScene, fail, needsDirectory, type Observation, ok, warn } from "./Finding.ts";

/** Whether the accounts can be read, and somebody can administer. */
export async function checkAccounts({
  dataDirectory,
  canLook,
  invocation,
}: DoctorScene): Promise<Observation> {
  if (!canLook) return needsDirectory;
  const file = createAccountsFile(join(dataDirectory, ACCOUNTS_FILE_NAME));
  try {
    if (!file.exists()) return ok("none yet; the first start of the server makes admin");
    return judge(file.read(), invocation.wallClock.nowMs());
  } catch (error) {
    if (!(error instanceof AccountsFileError)) throw error;
    return fail(error.message, "If it cannot be put right, restore it from a backup.");
  }
}

function judge(accounts: readonly Account[], nowMs: number): Observation {
  const administrators = accounts.filter(
    ({ disabled, roles }) => !disabled && roles.includes(SYSTEM_ADMINISTRATOR),
  );
  const message = `${countOf(accounts.length, "account")}, ${administrators.length} of them enabled with the role ${SYSTEM_ADMINISTRATOR}`;
  if (administrators.length === 0) {
    return fail(message, `Run: gatehouse accounts roles <username> '${SYSTEM_ADMINISTRATOR}'`);
  }
  const first = administrators.find(({ passwordExpiresAtMs }) => passwordExpiresAtMs !== undefined);
  if (first?.passwordExpiresAtMs === undefined) return ok(message);
  const name = printable(first.username);
  const isOver = first.passwordExpiresAtMs <= nowMs;
  const expires = formatTime(first.passwordExpiresAtMs, nowMs);
  return warn(
    `${name} still has the password of the first start, which ${isOver ? "was used up or ran out" : "expires"} ${expires}`,
    `Run: gatehouse accounts password ${name}`,
  );
}
