import type { Account } from "./Account.ts";

/** The list with one account changed; the same list when there is no such account. */
export function replaceAccount(
  accounts: readonly Account[],
  id: string,
  change: (account: Account) => Account,
): readonly Account[] {
  return accounts.map((account) => (account.id === id ? change(account) : account));
}
