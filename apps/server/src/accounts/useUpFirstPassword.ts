import type { Account } from "./Account.ts";
import type { AccountsFile } from "./AccountsFile.ts";
import { replaceAccount } from "./replaceAccount.ts";

/**
 * Lets a generated first password open the door this once (AUT-11): it has run out from now on. Of several sign-ins at a
 * time one gets in.
 *
 * @returns whether this sign-in is the one
 * @throws {AccountsFileError} when that cannot be written down, so that nobody gets in
 */
export async function useUpFirstPassword(
  file: AccountsFile,
  account: Account,
  nowMs: number,
): Promise<boolean> {
  let isFirst = false;
  const useUp = (current: Account): Account => {
    const { passwordExpiresAtMs, version } = current;
    isFirst = version === account.version && passwordExpiresAtMs !== undefined && passwordExpiresAtMs > nowMs;
    return isFirst ? { ...current, passwordExpiresAtMs: nowMs } : current;
  };
  await file.update((accounts) => replaceAccount(accounts, account.id, useUp));
  return isFirst;
}
